package team

import (
	"strings"

	"plumbline/internal/fault"
	"plumbline/internal/record"
	"plumbline/internal/store"
)

// encoded gives a body as the log keeps it, and the key it is encrypted with.
func (t *Team) encoded(d *record.Definition, id record.ID, version int, body record.Body) (keyID string, data []byte, err error) {
	if !d.Sealed || t.breaks().writeClear {
		data, err = record.Encode(body)
		return "", data, err
	}
	if t.keys == nil {
		return "", nil, fault.New(fault.Refused, "A %s is kept encrypted, and there are no keys here.", strings.ToLower(d.Title))
	}
	s, err := d.Encrypt(t.keys, id, version, body)
	if err != nil {
		return "", nil, err
	}
	return s.KeyID, s.Data, nil
}

// bodyOf gives what a row says, opened where it is sealed. Its caller has settled that
// whoever asks may see it.
func (t *Team) bodyOf(d *record.Definition, row *store.Row) (record.Body, error) {
	if row.KeyID == "" {
		return d.Decode(row.Schema, row.Data)
	}
	return t.decrypt(d, row.ID, row.Version, &record.Seal{KeyID: row.KeyID, Schema: row.Schema, Data: row.Data})
}

func (t *Team) decrypt(d *record.Definition, id record.ID, version int, s *record.Seal) (record.Body, error) {
	if t.keys == nil {
		return nil, fault.New(fault.Refused, "A %s is kept encrypted, and there are no keys here.", strings.ToLower(d.Title))
	}
	return d.Decrypt(t.keys, id, version, s)
}

// contentOf gives a record's content by field, opened where it is sealed.
func (t *Team) contentOf(r *record.Record) (record.Content, error) {
	if r.Seal == nil {
		return split(r.Body)
	}
	body, err := t.decrypt(t.registry.Lookup(r.Kind), r.ID, r.Version, r.Seal)
	if err != nil {
		return nil, err
	}
	return split(body)
}

func (t *Team) rowContent(d *record.Definition, row *store.Row) (record.Content, error) {
	b, err := t.bodyOf(d, row)
	if err != nil {
		return nil, err
	}
	return split(b)
}

func split(b record.Body) (record.Content, error) {
	data, err := record.Encode(b)
	if err != nil {
		return nil, err
	}
	return record.Split(data)
}
