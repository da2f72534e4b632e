package record

// Verb is what somebody wants to do with a record.
type Verb string

// The verbs of the permission table. History and undo follow read and update.
const (
	Read   Verb = "read"
	Create Verb = "create"
	Update Verb = "update"
	Remove Verb = "delete"
	Wipe   Verb = "erase"
)

// Verbs lists all verbs in the order the permission table shows them.
var Verbs = []Verb{Read, Create, Update, Remove, Wipe}

// Grant is a set of relations to a record; any one of them suffices.
type Grant uint8

// The relations. Admin, Lead and Member are roles in the organisation; a Subject
// is the person whom the record is about (fields tagged `subject`), or the person
// record's own person.
const (
	Admin Grant = 1 << iota
	Lead
	Member
	Subject
	Nobody Grant = 0
)

// Everyone who is signed in.
const Everyone = Admin | Lead | Member

// Policy says who may do what with the records of a kind.
type Policy struct {
	Read, Create, Update, Remove, Wipe Grant
	Restricted                         map[string]Grant // by the label of restricted fields: who reads and writes them
}

// Grant gives the relations that allow a verb.
func (p Policy) Grant(v Verb) Grant {
	switch v {
	case Read:
		return p.Read
	case Create:
		return p.Create
	case Update:
		return p.Update
	case Remove:
		return p.Remove
	case Wipe:
		return p.Wipe
	}
	return Nobody
}

// Principal is who asks: a person with roles, or the system itself.
type Principal struct {
	Person ID
	Roles  Grant
	System bool // jobs and imports of the product itself: may do everything
	// NoPrivate shuts out the private kinds even where the person might: a token
	// without the scope for them.
	NoPrivate bool
}

// Relations gives what the principal is to a record: its roles, and Subject where
// one of the record's subjects is the principal.
func (d *Definition) Relations(p Principal, id ID, b Body) Grant {
	g := p.Roles
	if p.Person == "" {
		return g
	}
	if d.SelfSubject && id == p.Person {
		return g | Subject
	}
	for _, ptr := range d.subjects(b) {
		if ptr == p.Person {
			return g | Subject
		}
	}
	return g
}

// Private says that no role alone may read the kind's records.
func (d *Definition) Private() bool { return d.Policy.Read&Everyone == 0 }

// May is the one function that answers "may this principal do this verb on this record".
func (d *Definition) May(p Principal, v Verb, id ID, b Body) bool {
	if p.NoPrivate && d.Private() {
		return false
	}
	return p.System || d.Policy.Grant(v)&d.Relations(p, id, b) != 0
}

// Hidden lists the top-level fields of a record that the principal may not see or write.
func (d *Definition) Hidden(p Principal, id ID, b Body) []string {
	if p.System || len(d.Policy.Restricted) == 0 {
		return nil
	}
	var out []string
	have := d.Relations(p, id, b)
	for i := range d.Fields {
		f := &d.Fields[i]
		if f.Restricted != "" && d.Policy.Restricted[f.Restricted]&have == 0 {
			out = append(out, f.Name)
		}
	}
	return out
}
