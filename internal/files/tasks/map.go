package tasks

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"plumbline/internal/files"
	"plumbline/internal/kinds/deliver"
	"plumbline/internal/kinds/people"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// Mapped is what became of issues.
type Mapped struct {
	Set   team.ChangeSet
	Notes []string // what was left out, in sentences
	New   int      // tasks that are made
	Known int      // issues whose task is there
}

// Map turns issues into one change set for a project, against the records that are
// there (people, identities, skills, projects and tasks suffice). A project that is
// not there is made. What people wrote here stays: an issue sets the title, its state,
// people, tags, due date and estimate where it states them; its text only where the
// task is new.
func Map(project string, issues []Issue, have []files.Item) (Mapped, error) {
	m := &mapper{out: &Mapped{Set: team.ChangeSet{Via: team.ViaImport}}, noted: map[string]bool{},
		people: map[string]string{}, skills: map[string]string{}, names: map[string]string{}, byExternal: map[string]*known{}, keys: map[string]bool{}, made: map[string]bool{}}
	if err := m.learn(project, have); err != nil {
		return Mapped{}, err
	}
	m.project(project)
	for i := range issues {
		m.key(&issues[i])
	}
	for i := range issues {
		m.issue(&issues[i])
	}
	return *m.out, nil
}

// known is a task that is there.
type known struct {
	item files.Item
	task deliver.Task
}

type mapper struct {
	out        *Mapped
	projectKey string
	projectID  string
	people     map[string]string // lower-case login, name, address or key → key
	skills     map[string]string // lower-case key or title → key
	names      map[string]string // lower-case key or title of a task → key
	byExternal map[string]*known
	byTitle    map[string]*known
	keys       map[string]bool // keys of tasks that are taken
	made       map[string]bool // skills made by this set
	noted      map[string]bool
}

// learn reads the records that issues are matched with.
func (m *mapper) learn(project string, have []files.Item) error {
	m.byTitle = map[string]*known{}
	ids := map[string]string{}
	for _, it := range have {
		ids[it.ID] = it.Key
		if it.Kind == "project" && (strings.EqualFold(it.Key, project) || it.ID == project) {
			m.projectKey, m.projectID = it.Key, it.ID
		}
	}
	for _, it := range have {
		var err error
		switch it.Kind {
		case "person":
			var p people.Person
			if err = json.Unmarshal(it.Data, &p); err == nil {
				m.person(it.Key, it.Key, p.Title, p.Email)
			}
		case "identity":
			var p people.Identity
			if err = json.Unmarshal(it.Data, &p); err == nil && p.Person != "" {
				_, login, _ := strings.Cut(p.Login, ":")
				m.person(ids[string(p.Person)], p.Login, login, p.Name, p.Email)
			}
		case "skill":
			var s people.Skill
			if err = json.Unmarshal(it.Data, &s); err == nil {
				m.skills[strings.ToLower(it.Key)], m.skills[strings.ToLower(s.Title)] = it.Key, it.Key
			}
		case "task":
			err = m.task(it)
		}
		if err != nil {
			return fmt.Errorf("read %s %s: %w", it.Kind, it.Key, err)
		}
	}
	return nil
}

func (m *mapper) person(key string, names ...string) {
	for _, n := range names {
		if n = strings.ToLower(n); n != "" && m.people[n] == "" {
			m.people[n] = key
		}
	}
}

func (m *mapper) task(it files.Item) error {
	k := &known{item: it}
	if err := json.Unmarshal(it.Data, &k.task); err != nil {
		return err
	}
	m.keys[strings.ToLower(it.Key)] = true
	m.names[strings.ToLower(it.Key)] = it.Key
	if k.task.External != "" {
		m.byExternal[k.task.External] = k
	}
	if string(k.task.Project) == m.projectID && m.projectID != "" {
		title := strings.ToLower(k.task.Title)
		m.names[title] = it.Key
		if k.task.External == "" {
			m.byTitle[title] = k
		}
	}
	return nil
}

// project makes the project where it is not there.
func (m *mapper) project(name string) {
	if m.projectKey != "" {
		return
	}
	m.projectKey = name
	m.out.Set.Changes = append(m.out.Set.Changes, team.Change{Kind: "project", Key: name, Op: team.Patch,
		Data: object(entry("title", scalar(name)), entry("status", scalar("active")))})
}

func (m *mapper) found(i *Issue) *known {
	if i.External != "" {
		return m.byExternal[i.External]
	}
	return m.byTitle[strings.ToLower(i.Title)]
}

// key settles the name of each issue's task first, so that they may refer to each
// other: the forge's key, or an id where the project will number it.
func (m *mapper) key(i *Issue) {
	var name string
	switch k := m.found(i); {
	case k != nil:
		i.Key, i.id, name = k.item.Key, k.item.ID, k.item.Key
	case i.Key != "":
		i.Key = m.free(i.Key, i.External)
		name = i.Key
	default:
		i.id = record.NewID(nil)
		name = i.id
	}
	if i.Key != "" {
		m.keys[strings.ToLower(i.Key)] = true
		m.names[strings.ToLower(i.Key)] = name
	}
	m.names[strings.ToLower(i.Title)] = name
}

// free gives the wanted key, or with the repository's name before it, or a number
// behind it, where the wanted one is taken or cannot be a key.
func (m *mapper) free(want, external string) string {
	if !record.IsKey(want) {
		want = m.projectKey + "-task"
	}
	if m.keys[strings.ToLower(want)] {
		parts := strings.Split(external, "/")
		if i := slices.IndexFunc(parts, func(p string) bool { return p == "issues" || p == "-" }); i > 0 && record.IsKey(parts[i-1]+want) {
			want = parts[i-1] + want
		}
	}
	key := want
	for n := 2; m.keys[strings.ToLower(key)]; n++ {
		key = want + "-" + strconv.Itoa(n)
	}
	return key
}

// issue makes or updates the task of one issue.
func (m *mapper) issue(i *Issue) {
	k := m.found(i)
	c := team.Change{Kind: "task", ID: i.id, Key: i.Key, Op: team.Patch, File: i.Place}
	n := object(entry("title", scalar(i.Title)))
	if k == nil {
		m.out.New++
		m.fresh(n, i)
	} else {
		m.out.Known++
		c.Key = ""
	}
	m.state(n, i, k)
	m.who(n, i)
	m.tags(n, i, k)
	add(n, "work", scalar(i.Work))
	add(n, "deadline", scalar(string(i.Due)))
	m.seats(n, i, k)
	m.after(n, i)
	c.Data = n
	m.out.Set.Changes = append(m.out.Set.Changes, c)
}

func (m *mapper) fresh(n *record.Node, i *Issue) {
	add(n, "project", scalar(m.projectKey))
	add(n, "external", scalar(i.External))
	if i.Text != "" {
		add(n, "brief", object(entry("why", scalar(i.Text))))
	}
}

// state follows the issue where it says something: closed is done, opened again is to
// be done; of an open one our own state stands.
func (m *mapper) state(n *record.Node, i *Issue, k *known) {
	state := i.State
	switch {
	case state == "" && k == nil, state == "" && k.task.Done():
		state = "todo"
	case state == "":
		return
	}
	add(n, "status", scalar(state))
	if state != "done" && state != "dropped" && k != nil && k.task.Finished != "" {
		add(n, "finished", &record.Node{Shape: record.Null})
	}
	if i.Finished != "" && (k == nil || k.task.Finished == "" || i.Finished >= k.task.Started) {
		add(n, "finished", scalar(string(i.Finished)))
	}
}

func (m *mapper) who(n *record.Node, i *Issue) {
	var keys []string
	for _, p := range i.People {
		if key := m.people[strings.ToLower(p)]; key == "" {
			m.note("Nobody here is called %s; left out.", p)
		} else if !slices.Contains(keys, key) {
			keys = append(keys, key)
		}
	}
	if len(keys) > 0 {
		add(n, "people", list(keys))
	}
}

// tags are the issue's, with those people added here.
func (m *mapper) tags(n *record.Node, i *Issue, k *known) {
	tags := slices.Clone(i.Tags)
	if k != nil {
		tags = append(slices.Clone(k.task.Tags), tags...)
	}
	var out []string
	for _, t := range tags {
		if !slices.Contains(out, t) {
			out = append(out, t)
		}
	}
	if len(i.Tags) > 0 {
		add(n, "tags", list(out))
	}
}

// seats asks for the skills of a pasted line; a skill that is not there is made.
func (m *mapper) seats(n *record.Node, i *Issue, k *known) {
	if len(i.Skills) == 0 || k != nil && len(k.task.Seats) > 0 {
		return
	}
	needs := &record.Node{Shape: record.List}
	for _, s := range i.Skills {
		key := m.skills[strings.ToLower(s)]
		if key == "" {
			key = s
			m.skills[strings.ToLower(s)] = s
			m.out.Set.Changes = append(m.out.Set.Changes, team.Change{Kind: "skill", Key: s, Op: team.Patch, File: i.Place, Data: object(entry("title", scalar(s)))})
		}
		needs.Items = append(needs.Items, object(entry("skill", scalar(key)), entry("level", &record.Node{Shape: record.Plain, Text: "2"})))
	}
	add(n, "seats", &record.Node{Shape: record.List, Items: []*record.Node{object(entry("needs", needs))}})
}

func (m *mapper) after(n *record.Node, i *Issue) {
	out := &record.Node{Shape: record.List}
	for _, name := range i.After {
		if key := m.names[strings.ToLower(name)]; key == "" {
			m.note("%s waits for %q, which is not there; left out.", nameOf(i), name)
		} else if key != i.Key && key != i.id {
			out.Items = append(out.Items, object(entry("task", scalar(key))))
		}
	}
	if len(out.Items) > 0 {
		add(n, "after", out)
	}
}

func (m *mapper) note(format string, args ...any) {
	s := fmt.Sprintf(format, args...)
	if !m.noted[s] {
		m.noted[s] = true
		m.out.Notes = append(m.out.Notes, s)
	}
}

func scalar(s string) *record.Node {
	if s == "" {
		return nil
	}
	return &record.Node{Shape: record.String, Text: s}
}

func list(values []string) *record.Node {
	n := &record.Node{Shape: record.List}
	for _, v := range values {
		n.Items = append(n.Items, scalar(v))
	}
	return n
}

// object makes a node of the entries that have a value.
func object(entries ...record.Entry) *record.Node {
	n := &record.Node{Shape: record.Fields}
	for _, e := range entries {
		add(n, e.Name, e.Value)
	}
	return n
}

func entry(name string, v *record.Node) record.Entry { return record.Entry{Name: name, Value: v} }

func add(n *record.Node, name string, v *record.Node) {
	if v != nil {
		n.Members = append(n.Members, record.Entry{Name: name, Value: v})
	}
}
