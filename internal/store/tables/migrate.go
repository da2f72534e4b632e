package tables

import (
	"strings"
)

// A Migration is one numbered step of the schema; the first is number 1.
type Migration struct {
	Title string
	SQL   []string
}

// Dialect names what the two databases call differently.
type Dialect struct {
	Key   string // an integer primary key that is given: "integer primary key"
	Auto  string // one that numbers itself
	Int   string // 64 bits
	Bytes string
}

// Migrations is the schema from its beginning. A step that has been released never changes.
func Migrations(d Dialect) []Migration {
	words := strings.NewReplacer("KEY", d.Key, "AUTO", d.Auto, "INT", d.Int, "BYTES", d.Bytes)
	steps := []Migration{{
		Title: "log, blobs, results, credentials and jobs",
		SQL: []string{
			`create table counter (one KEY check (one = 1), seq INT not null)`,
			`insert into counter (one, seq) values (1, 0)`,
			`create table log (seq KEY, change_id text not null, kind text not null, id text not null, version INT not null,
				op text not null, schema_number INT not null, at INT not null, by_person text not null, via text not null,
				reason text not null, key_id text not null, alias text not null, data BYTES not null, checksum INT not null,
				unique (kind, id, version))`,
			`create index log_change on log (change_id)`,
			`create table blobs (hash text not null primary key, content BYTES not null)`,
			`create table results (question text not null, options text not null, projection text not null, facts text not null,
				engine text not null, day text not null, at INT not null, took INT not null, data BYTES not null,
				primary key (question, options, projection, facts, engine, day))`,
			`create index results_newest on results (question, options, at)`,
			`create table credentials (hash text not null primary key, type text not null, person text not null, name text not null,
				scopes text not null, created INT not null, expires INT not null, used INT not null)`,
			`create index credentials_person on credentials (person)`,
			`create table jobs (number AUTO, id text not null unique, name text not null, uniq text not null, args BYTES not null,
				state text not null, attempt INT not null, run_after INT not null, created INT not null, started INT not null,
				ended INT not null, progress BYTES not null, message text not null, stop INT not null)`,
			`create unique index jobs_unique on jobs (uniq) where state = 'waiting' and uniq <> ''`,
			`create index jobs_ready on jobs (state, number)`,
			`create index jobs_created on jobs (created)`,
		},
	}}
	for i := range steps {
		for j := range steps[i].SQL {
			steps[i].SQL[j] = words.Replace(steps[i].SQL[j])
		}
	}
	return steps
}
