package choice

import (
	"plumbline/internal/answers/tell"
	"plumbline/internal/httpapi/envelope"
	"plumbline/internal/record"
)

// ReadKeep reads what somebody says when keeping a report, every member by name and type
// and nothing beside them; the error of reading the body is passed on.
func ReadKeep(n *record.Node, err error) (tell.Keep, error) {
	if err != nil {
		return tell.Keep{}, err
	}
	if err := envelope.Only(n, "audience", "since", "result", "drop", "edits", "said", "approve"); err != nil {
		return tell.Keep{}, err
	}
	f := envelope.Fields{Of: n}
	k := tell.Keep{Audience: f.Text("audience"), Result: f.Text("result"), Drop: f.Texts("drop"), Approve: f.Truth("approve")}
	if err := k.Since.UnmarshalText([]byte(f.Text("since"))); err != nil {
		f.Bad(n.Get("since"), "since", err.Error())
	}
	if err := each(n.Get("edits"), &f, "edits", "subject", func(subject, text string) { k.Edits = append(k.Edits, tell.Edit{Subject: subject, Text: text}) }); err != nil {
		return k, err
	}
	if err := each(n.Get("said"), &f, "said", "part", func(part, text string) { k.Said = append(k.Said, tell.Said{Part: part, Text: text}) }); err != nil {
		return k, err
	}
	return k, f.Err()
}

// each reads a list of objects of two texts, of which one is called text.
func each(list *record.Node, f *envelope.Fields, name, first string, add func(first, text string)) error {
	if list == nil || list.Shape == record.Null {
		return nil
	}
	if list.Shape != record.List {
		f.Bad(list, name, "it is not a list")
		return nil
	}
	for _, item := range list.Items {
		if err := envelope.Only(item, first, "text"); err != nil {
			return err
		}
		in := envelope.Fields{Of: item, At: name + "."}
		a, b := in.Text(first), in.Text("text")
		if err := in.Err(); err != nil {
			return err
		}
		add(a, b)
	}
	return nil
}
