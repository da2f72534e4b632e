package record

import (
	"encoding/json"
	"fmt"
	"reflect"
)

// Opener gives sealed content back. Bound is what it was sealed for; content that was
// moved elsewhere does not open. A key that is not there is a fault.
type Opener interface {
	Open(keyID string, sealed, bound []byte) ([]byte, error)
}

// Sealer seals with the key of one person, which is made at first use, and names it.
type Sealer interface {
	Opener
	Seal(person ID, content, bound []byte) (keyID string, sealed []byte, err error)
}

// Seal is the content of one version of a record of a sealed kind, as the log keeps it.
type Seal struct {
	KeyID  string
	Schema int
	Data   []byte // the fields that stay readable, and the rest encrypted
}

// shell is what of a sealed record stays readable beside its subject.
type shell struct {
	Sealed []byte `json:"sealed"`
}

// bound ties content to the version of the record and the person it was sealed for.
func (d *Definition) bound(id ID, version int, b Body) []byte {
	return fmt.Appendf(nil, "%s/%s@%d for %v", d.Kind, id, version, d.subjects(b))
}

// Encrypt gives a body of a sealed kind as the log keeps it: who it is for stays readable,
// everything else is encrypted with that person's key.
func (d *Definition) Encrypt(s Sealer, id ID, version int, b Body) (*Seal, error) {
	plain, err := Encode(b)
	if err != nil {
		return nil, err
	}
	people := d.subjects(b)
	if len(people) != 1 {
		return nil, fmt.Errorf("record: a sealed %s is for %d people", d.Kind, len(people))
	}
	keyID, sealed, err := s.Seal(people[0], plain, d.bound(id, version, b))
	if err != nil {
		return nil, err
	}
	whole, err := Split(plain)
	if err != nil {
		return nil, err
	}
	open := Content{}
	for i := range d.Fields {
		if f := &d.Fields[i]; f.Subject {
			open[f.Name] = whole[f.Name]
		}
	}
	if open["sealed"], err = json.Marshal(sealed); err != nil {
		return nil, err
	}
	return &Seal{keyID, d.Schema, open.JSON()}, nil
}

// Decrypt gives the body back that Encrypt took.
func (d *Definition) Decrypt(o Opener, id ID, version int, s *Seal) (Body, error) {
	outer, err := d.Decode(s.Schema, s.Data)
	if err != nil {
		return nil, err
	}
	var in shell
	if err := json.Unmarshal(s.Data, &in); err != nil {
		return nil, fmt.Errorf("sealed content of a %s: %w", d.Kind, err)
	}
	plain, err := o.Open(s.KeyID, in.Sealed, d.bound(id, version, outer))
	if err != nil {
		return nil, err
	}
	return d.Decode(s.Schema, plain)
}

// checkSealed panics on a sealed kind that others than its one subject could read, or
// whose name would tell something.
func checkSealed(d *Definition) {
	if !d.Sealed {
		return
	}
	subjects := 0
	for i := range d.Fields {
		if f := &d.Fields[i]; f.Subject && !f.List {
			subjects++
		}
	}
	if subjects != 1 || !d.Keyless {
		panic(fmt.Sprintf("record: the sealed kind %s needs one subject and no keys", d.Kind))
	}
}

// Parties lists the ids of the people a body is about, in the order of its fields.
func (d *Definition) Parties(b Body) []ID { return d.subjects(b) }

// Reference gives the id a reference field of a body holds; "" when it is empty.
func (d *Definition) Reference(b Body, name string) ID {
	return fieldValue(reflect.ValueOf(b).Elem(), name).String()
}
