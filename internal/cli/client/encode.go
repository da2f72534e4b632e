package client

import (
	"bytes"
	"encoding/json"
	"errors"
	"regexp"
	"strconv"
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/team"
)

// encode writes a node as JSON. What an unquoted scalar of a file means is said by its
// field; the server checks it all again.
func encode(n *record.Node, fields []record.Field) json.RawMessage {
	var b bytes.Buffer
	write(&b, n, &record.Field{Type: record.Object, Fields: fields})
	return b.Bytes()
}

func write(b *bytes.Buffer, n *record.Node, f *record.Field) {
	switch n.Shape {
	case record.Null:
		b.WriteString("null")
	case record.Truth, record.Numeral:
		b.WriteString(n.Text)
	case record.Plain:
		writePlain(b, n.Text, f.Type)
	case record.String:
		writeText(b, n.Text)
	case record.List:
		b.WriteByte('[')
		for i, item := range n.Items {
			comma(b, i)
			write(b, item, f)
		}
		b.WriteByte(']')
	case record.Fields:
		b.WriteByte('{')
		for i, m := range n.Members {
			comma(b, i)
			writeText(b, m.Name)
			b.WriteByte(':')
			write(b, m.Value, fieldOf(f, m.Name))
		}
		b.WriteByte('}')
	}
}

func comma(b *bytes.Buffer, i int) {
	if i > 0 {
		b.WriteByte(',')
	}
}

func writeText(b *bytes.Buffer, s string) {
	text, _ := json.Marshal(s)
	b.Write(text)
}

func writePlain(b *bytes.Buffer, s string, t record.Type) {
	number := (t == record.Int || t == record.Number) && json.Valid([]byte(s))
	if number || t == record.Bool && (s == "true" || s == "false") {
		b.WriteString(s)
		return
	}
	writeText(b, s)
}

func fieldOf(f *record.Field, name string) *record.Field {
	for i := range f.Fields {
		if f.Fields[i].Name == name {
			return &f.Fields[i]
		}
	}
	return &record.Field{Type: record.Text}
}

var inChange = regexp.MustCompile(`^changes\[(\d+)\]`)

// placed gives problems that the server found in a change the place in the file the
// change was read from.
func placed(err error, changes []team.Change) error {
	var f *fault.Error
	if !errors.As(err, &f) {
		return err
	}
	for i := range f.Problems {
		p := &f.Problems[i]
		m := inChange.FindStringSubmatch(p.Place)
		if m == nil {
			continue
		}
		p.Place = ""
		if n, _ := strconv.Atoi(m[1]); n < len(changes) && changes[n].File != "" {
			p.Place = at(changes[n].Data, p.Field).Place(changes[n].File)
		}
	}
	return err
}

var step = regexp.MustCompile(`[^.\[\]]+`)

// at finds the node of a field path such as "seats[0].needs", or the nearest above it.
func at(n *record.Node, path string) *record.Node {
	for _, part := range step.FindAllString(path, -1) {
		next := n.Get(part)
		if i, err := strconv.Atoi(part); next == nil && err == nil && n != nil && i < len(n.Items) && !strings.HasPrefix(part, "-") {
			next = n.Items[i]
		}
		if next == nil {
			return n
		}
		n = next
	}
	return n
}
