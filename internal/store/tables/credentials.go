package tables

import (
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"plumbline/internal/store"
)

const credentialColumns = "hash, type, person, name, scopes, created, expires, used"

func scanCredential(rows *sql.Rows) (store.Credential, error) {
	var c store.Credential
	var scopes string
	var created, expires, used int64
	if err := rows.Scan(&c.Hash, &c.Type, &c.Person, &c.Name, &scopes, &created, &expires, &used); err != nil {
		return c, err
	}
	c.Created, c.Expires, c.Used = instant(created), instant(expires), instant(used)
	if err := json.Unmarshal([]byte(scopes), &c.Scopes); err != nil {
		return c, fmt.Errorf("scopes of a credential: %w", err)
	}
	return c, nil
}

var errNoCredential = missing("This sign-in is not known, or was used already.")

// PutCredential stores a credential, replacing the one with the same hash.
func (w Writes) PutCredential(ctx context.Context, c store.Credential) error {
	scopes, err := json.Marshal(c.Scopes)
	if err != nil {
		return fmt.Errorf("scopes of a credential: %w", err)
	}
	return w.exec(ctx, "insert into credentials ("+credentialColumns+") values ($1, $2, $3, $4, $5, $6, $7, $8) "+
		"on conflict (hash) do update set type = excluded.type, person = excluded.person, name = excluded.name, scopes = excluded.scopes, "+
		"created = excluded.created, expires = excluded.expires, used = excluded.used",
		c.Hash, c.Type, c.Person, c.Name, string(scopes), nanos(c.Created), nanos(c.Expires), nanos(c.Used))
}

// Credential gives one credential.
func (r Reads) Credential(ctx context.Context, hash string) (store.Credential, error) {
	return one(ctx, r.DB, errNoCredential, scanCredential, "select "+credentialColumns+" from credentials where hash = $1", hash)
}

// UseLink deletes a one-time link and gives it, once.
func (w Writes) UseLink(ctx context.Context, hash string) (store.Credential, error) {
	var c store.Credential
	err := w.Write(ctx, func(ctx context.Context, db DB, _ bool) (err error) {
		c, err = one(ctx, db, errNoCredential, scanCredential,
			"delete from credentials where hash = $1 and type = 'link' returning "+credentialColumns, hash)
		return err
	})
	if err != nil {
		return store.Credential{}, err
	}
	return c, nil
}

// TouchCredential notes a use, to the minute. A use in a minute noted already costs no write.
func (w Writes) TouchCredential(ctx context.Context, hash string, at time.Time) error {
	return w.exec(ctx, "update credentials set used = $1 where hash = $2 and used < $1", nanos(at.Truncate(time.Minute)), hash)
}

// DropCredential forgets a credential; one that is not there is forgotten already.
func (w Writes) DropCredential(ctx context.Context, hash string) error {
	return w.exec(ctx, "delete from credentials where hash = $1", hash)
}

// Credentials gives a person's credentials, oldest first.
func (r Reads) Credentials(ctx context.Context, person string) ([]store.Credential, error) {
	return all(ctx, r.DB, scanCredential, "select "+credentialColumns+" from credentials where person = $1 order by created, hash", person)
}
