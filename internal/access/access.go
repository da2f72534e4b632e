// Package access says who comes in: one-time links, sessions, API tokens and, from
// account records, the roles of the person behind them. What somebody may then do is
// said by the policies of the kinds, not here.
//
// Secrets are random references of 256 bits. Only their SHA-256 is stored; a secret
// is shown once, to its bearer.
package access

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"io"
	"slices"
	"strings"
	"time"

	"plumbline/internal/fault"
	"plumbline/internal/kinds/frame"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/store"
	"plumbline/internal/team"
)

// How long things are good for.
const (
	LinkFor    = 15 * time.Minute
	SessionFor = 30 * 24 * time.Hour
	IdleFor    = 7 * 24 * time.Hour
	TokenFor   = 90 * 24 * time.Hour // where nobody says otherwise
)

// TokenPrefix begins every API token, so that a leaked one is recognised.
const TokenPrefix = "plt_"

// The scopes of tokens. Private is needed for kinds that only their subject may read.
const (
	ScopeRead    = "read"
	ScopeWrite   = "write"
	ScopePrivate = "private"
)

const (
	typeLink    = "link"
	typeSession = "session"
	typeToken   = "token"
)

// Who is somebody who came in.
type Who struct {
	record.Principal
	Via   string // team.ViaUI, ViaAPI or ViaCLI
	Write bool   // may change things, as far as the policies allow
	Hash  string // of the session or token; "" when there is none
}

// Options of New.
type Options struct {
	Team   *team.Team
	Store  store.Credentials
	Random io.Reader // source of secrets; nil = the system's secure source
}

// Access keeps the doors of one organisation. Safe for concurrent use.
type Access struct {
	team   *team.Team
	store  store.Credentials
	random io.Reader
}

// New gives the doors of a team.
func New(o Options) *Access {
	if o.Random == nil {
		o.Random = rand.Reader
	}
	return &Access{team: o.Team, store: o.Store, random: o.Random}
}

func (a *Access) secret(prefix string) string {
	var b [32]byte
	if _, err := io.ReadFull(a.random, b[:]); err != nil {
		panic("access: the random source failed: " + err.Error())
	}
	return prefix + base64.RawURLEncoding.EncodeToString(b[:])
}

func hash(secret string) string {
	sum := sha256.Sum256([]byte(secret))
	return hex.EncodeToString(sum[:])
}

// put stores a new credential and gives its secret.
func (a *Access) put(ctx context.Context, c store.Credential, prefix string, lasts time.Duration) (string, error) {
	s := a.secret(prefix)
	c.Hash, c.Created = hash(s), a.team.Now().UTC()
	c.Expires = c.Created.Add(lasts)
	return s, a.store.PutCredential(ctx, c)
}

// NewLink makes a one-time link for a person and gives its secret.
func (a *Access) NewLink(ctx context.Context, person record.ID) (string, error) {
	return a.put(ctx, store.Credential{Type: typeLink, Person: person, Name: "one-time link"}, "", LinkFor)
}

// NewToken makes an API token that acts as a person within scopes.
func (a *Access) NewToken(ctx context.Context, person record.ID, name string, scopes []string, lasts time.Duration) (string, error) {
	for _, s := range scopes {
		if s != ScopeRead && s != ScopeWrite && s != ScopePrivate {
			return "", fault.New(fault.Invalid, "There is no scope %q.", s).WithHint("The scopes are: read, write, private.")
		}
	}
	if lasts <= 0 {
		lasts = TokenFor
	}
	return a.put(ctx, store.Credential{Type: typeToken, Person: person, Name: name, Scopes: scopes}, TokenPrefix, lasts)
}

// SignIn spends a one-time link and gives a new session; the browser's old session,
// if it had one, ends. The second use of a link is refused.
func (a *Access) SignIn(ctx context.Context, link, oldSession string) (secret string, expires time.Time, err error) {
	c, err := a.store.UseLink(ctx, hash(link))
	if fault.CodeOf(err) == fault.NotFound || err == nil && (c.Type != typeLink || a.expired(c)) {
		return "", expires, fault.New(fault.Unsigned, "This link was used already or is too old.").
			WithHint("Take a new one: stop the server and start it again, or run: plumbline link")
	}
	if err != nil {
		return "", expires, err
	}
	if _, open := a.roles(c.Person); !open {
		return "", expires, closed()
	}
	if oldSession != "" {
		if err := a.SignOut(ctx, oldSession); err != nil {
			return "", expires, err
		}
	}
	secret, err = a.put(ctx, store.Credential{Type: typeSession, Person: c.Person, Name: "browser"}, "", SessionFor)
	return secret, a.team.Now().UTC().Add(SessionFor), err
}

// SignOut ends a session; one that is over already is no error.
func (a *Access) SignOut(ctx context.Context, session string) error {
	return a.store.DropCredential(ctx, hash(session))
}

// Revoke ends a session or a token of a person by its hash or the beginning of it, of
// at least eight characters.
func (a *Access) Revoke(ctx context.Context, person record.ID, hash string) error {
	list, err := a.store.Credentials(ctx, person)
	if err != nil {
		return err
	}
	var found []string
	for _, c := range list {
		if len(hash) >= 8 && strings.HasPrefix(c.Hash, hash) {
			found = append(found, c.Hash)
		}
	}
	if len(found) != 1 {
		return fault.New(fault.NotFound, "There is no session or token %q of yours.", hash).WithHint("List them: plumbline token list")
	}
	return a.store.DropCredential(ctx, found[0])
}

// Session says who has a browser's session.
func (a *Access) Session(ctx context.Context, secret string) (Who, error) {
	c, err := a.credential(ctx, secret, typeSession)
	if err != nil {
		return Who{}, err
	}
	used := c.Used
	if used.IsZero() {
		used = c.Created
	}
	if a.team.Now().Sub(used) > IdleFor {
		return Who{}, unsigned()
	}
	return a.who(c, team.ViaUI)
}

// Token says who an API token stands for.
func (a *Access) Token(ctx context.Context, secret string) (Who, error) {
	if !strings.HasPrefix(secret, TokenPrefix) {
		return Who{}, unsigned()
	}
	c, err := a.credential(ctx, secret, typeToken)
	if err != nil {
		return Who{}, err
	}
	w, err := a.who(c, team.ViaAPI)
	w.Write = slices.Contains(c.Scopes, ScopeWrite)
	w.NoPrivate = !slices.Contains(c.Scopes, ScopePrivate)
	return w, err
}

// As gives a person's own way in without a credential: the local admin at the
// terminal.
func (a *Access) As(person record.ID) (Who, error) {
	return a.who(store.Credential{Person: person}, team.ViaCLI)
}

func (a *Access) credential(ctx context.Context, secret, kind string) (store.Credential, error) {
	c, err := a.store.Credential(ctx, hash(secret))
	if fault.CodeOf(err) == fault.NotFound || err == nil && (c.Type != kind || a.expired(c)) {
		return c, unsigned()
	}
	if err == nil && a.team.Now().Sub(c.Used) > time.Minute {
		// A lost touch only makes the idle time longer by a minute; a full disk must not lock people out.
		_ = a.store.TouchCredential(ctx, c.Hash, a.team.Now().UTC())
	}
	return c, err
}

func (a *Access) expired(c store.Credential) bool {
	return !c.Expires.IsZero() && !a.team.Now().Before(c.Expires)
}

func (a *Access) who(c store.Credential, via string) (Who, error) {
	roles, open := a.roles(c.Person)
	if !open {
		return Who{}, closed()
	}
	return Who{Principal: record.Principal{Person: c.Person, Roles: roles}, Via: via, Write: true, Hash: c.Hash}, nil
}

// roles joins the roles of a person's open accounts; without one nobody comes in.
func (a *Access) roles(person record.ID) (g record.Grant, open bool) {
	if person == "" {
		return 0, false
	}
	s := a.team.Snapshot()
	s.Referrers("person", person, func(r snapshot.Referrer) bool {
		if r.Kind != "account" {
			return true
		}
		rec := s.Get("account", r.ID)
		if acc, ok := rec.Body.(*frame.Account); ok && !acc.Closed {
			open = true
			g |= Roles(acc.Roles)
		}
		return true
	})
	return g, open
}

// Roles turns the names of roles into a grant. Everybody with an account is a member.
func Roles(names []string) record.Grant {
	g := record.Member
	for _, n := range names {
		switch n {
		case "admin":
			g |= record.Admin
		case "lead":
			g |= record.Lead
		}
	}
	return g
}

// RoleNames lists the roles of a grant.
func RoleNames(g record.Grant) []string {
	out := []string{}
	for _, r := range []struct {
		grant record.Grant
		name  string
	}{{record.Admin, "admin"}, {record.Lead, "lead"}, {record.Member, "member"}} {
		if g&r.grant != 0 {
			out = append(out, r.name)
		}
	}
	return out
}

func unsigned() error {
	return fault.New(fault.Unsigned, "You are not signed in, or your session is over.").WithHint("Open the link that plumbline serve printed.")
}

func closed() error {
	return fault.New(fault.Unsigned, "This account is closed.").WithHint("Ask an admin of this organisation to open it again.")
}

// List gives a person's sessions, tokens and links; none of them holds its secret.
func (a *Access) List(ctx context.Context, person record.ID) ([]store.Credential, error) {
	return a.store.Credentials(ctx, person)
}
