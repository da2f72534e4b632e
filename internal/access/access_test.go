package access_test

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"plumbline/internal/access"
	"plumbline/internal/fault"
	"plumbline/internal/kinds"
	"plumbline/internal/record"
	"plumbline/internal/store/sqlite"
	"plumbline/internal/team"
)

// gatehouse is an organisation with one door, and a clock that is moved by hand.
type gatehouse struct {
	*access.Access
	t     *testing.T
	team  *team.Team
	store *sqlite.Store
	now   time.Time
	ana   record.ID
}

func newGatehouse(t *testing.T) *gatehouse {
	t.Helper()
	g := &gatehouse{t: t, now: time.Date(2026, 2, 20, 9, 0, 0, 0, time.UTC)}
	clock := func() time.Time { return g.now }
	var err error
	if g.store, err = sqlite.Open(t.Context(), t.TempDir(), sqlite.Options{BallastBytes: -1}); err != nil {
		t.Fatal(err)
	}
	if g.team, err = team.Open(t.Context(), team.Options{Store: g.store, Registry: kinds.Registry(), Now: clock}); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		g.team.Close()
		if err := g.store.Close(); err != nil {
			t.Error(err)
		}
	})
	g.Access = access.New(access.Options{Team: g.team, Store: g.store})
	if g.ana, err = g.LocalAdmin(t.Context(), "Ana", "ana@example.org"); err != nil {
		t.Fatal(err)
	}
	return g
}

func (g *gatehouse) apply(kind, id, op, data string) record.ID {
	g.t.Helper()
	c := team.Change{Kind: record.Kind(kind), ID: id, Op: team.Op(op)}
	if data != "" {
		n, err := record.ParseJSON([]byte(data))
		if err != nil {
			g.t.Fatal(err)
		}
		c.Data = n
	}
	done, err := g.team.Apply(g.t.Context(), record.Principal{System: true}, team.ChangeSet{Via: team.ViaJob, Changes: []team.Change{c}})
	if err != nil {
		g.t.Fatal(err)
	}
	return done.Records[0].ID
}

func (g *gatehouse) session() string {
	g.t.Helper()
	link, err := g.NewLink(g.t.Context(), g.ana)
	if err != nil {
		g.t.Fatal(err)
	}
	s, _, err := g.SignIn(g.t.Context(), link, "")
	if err != nil {
		g.t.Fatal(err)
	}
	return s
}

func (g *gatehouse) wantUnsigned(what string, err error) {
	g.t.Helper()
	if fault.CodeOf(err) != fault.Unsigned {
		g.t.Errorf("%s: want unsigned, got %v", what, err)
	}
}

func TestALinkSignsInOnceAndInTime(t *testing.T) {
	g, ctx := newGatehouse(t), context.Background()
	link, _ := g.NewLink(ctx, g.ana)
	if _, _, err := g.SignIn(ctx, link, ""); err != nil {
		t.Fatal(err)
	}
	_, _, err := g.SignIn(ctx, link, "")
	g.wantUnsigned("the second use", err)
	late, _ := g.NewLink(ctx, g.ana)
	g.now = g.now.Add(access.LinkFor)
	_, _, err = g.SignIn(ctx, late, "")
	g.wantUnsigned("a late use", err)
	_, _, err = g.SignIn(ctx, "", "")
	g.wantUnsigned("no link", err)
}

func TestSigningInRotatesTheSession(t *testing.T) {
	g, ctx := newGatehouse(t), context.Background()
	old := g.session()
	link, _ := g.NewLink(ctx, g.ana)
	fresh, _, err := g.SignIn(ctx, link, old)
	if err != nil || fresh == old {
		t.Fatalf("signing in again gave %q, %v", fresh, err)
	}
	_, err = g.Session(ctx, old)
	g.wantUnsigned("the old session", err)
	if w, err := g.Session(ctx, fresh); err != nil || w.Person != g.ana || w.Via != team.ViaUI || !w.Write || w.Roles&record.Admin == 0 {
		t.Errorf("the new session is %+v, %v", w, err)
	}
}

func TestSessionsEnd(t *testing.T) {
	ctx := context.Background()
	t.Run("by signing out", func(t *testing.T) {
		g := newGatehouse(t)
		s := g.session()
		if err := g.SignOut(ctx, s); err != nil {
			t.Fatal(err)
		}
		_, err := g.Session(ctx, s)
		g.wantUnsigned("signed out", err)
	})
	t.Run("when nobody uses them", func(t *testing.T) {
		g := newGatehouse(t)
		s := g.session()
		for range 3 { // each use begins the idle time again
			g.now = g.now.Add(access.IdleFor - time.Hour)
			if _, err := g.Session(ctx, s); err != nil {
				t.Fatal(err)
			}
		}
		g.now = g.now.Add(access.IdleFor + time.Hour)
		_, err := g.Session(ctx, s)
		g.wantUnsigned("idle", err)
	})
	t.Run("however much they are used", func(t *testing.T) {
		g := newGatehouse(t)
		s := g.session()
		for range 40 {
			g.now = g.now.Add(24 * time.Hour)
			if _, err := g.Session(ctx, s); err != nil {
				if g.now.Before(time.Date(2026, 2, 20, 9, 0, 0, 0, time.UTC).Add(access.SessionFor)) {
					t.Fatal(err)
				}
				g.wantUnsigned("too old", err)
				return
			}
		}
		t.Error("the session never ended")
	})
	t.Run("by revoking", func(t *testing.T) {
		g := newGatehouse(t)
		s := g.session()
		list, err := g.List(ctx, g.ana)
		if err != nil || len(list) != 1 {
			t.Fatalf("%d credentials, %v", len(list), err)
		}
		if err := g.Revoke(ctx, g.ana, list[0].Hash[:4]); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("a beginning of four characters was taken: %v", err)
		}
		if err := g.Revoke(ctx, "someone-else", list[0].Hash); fault.CodeOf(err) != fault.NotFound {
			t.Errorf("somebody else revoked it: %v", err)
		}
		if err := g.Revoke(ctx, g.ana, list[0].Hash[:12]); err != nil {
			t.Fatal(err)
		}
		_, err = g.Session(ctx, s)
		g.wantUnsigned("revoked", err)
	})
}

// Roles are those of the account records now, not those of the time of signing in.
func TestRolesFollowTheAccount(t *testing.T) {
	g, ctx := newGatehouse(t), context.Background()
	ben := g.apply("person", "", "put", `{"title":"Ben"}`)
	account := g.apply("account", "", "put", fmt.Sprintf(`{"title":"Ben","person":%q,"roles":["member"]}`, ben))
	token, err := g.NewToken(ctx, ben, "t", []string{access.ScopeRead}, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	roles := func() string {
		w, err := g.Token(ctx, token)
		if err != nil {
			return err.Error()
		}
		return strings.Join(access.RoleNames(w.Roles), " ")
	}
	if got := roles(); got != "member" {
		t.Errorf("Ben is %s", got)
	}
	g.apply("account", account, "patch", `{"roles":["lead"]}`)
	if got := roles(); got != "lead member" {
		t.Errorf("Ben is %s", got)
	}
	g.apply("account", account, "patch", `{"closed":true}`)
	_, err = g.Token(ctx, token)
	g.wantUnsigned("a closed account", err)
	link, _ := g.NewLink(ctx, ben)
	_, _, err = g.SignIn(ctx, link, "")
	g.wantUnsigned("a link to a closed account", err)
	g.apply("account", account, "delete", "")
	_, err = g.Token(ctx, token)
	g.wantUnsigned("no account", err)
}

func TestTokensHaveScopesAndEnd(t *testing.T) {
	g, ctx := newGatehouse(t), context.Background()
	for scopes, want := range map[string][2]bool{"read": {false, true}, "read,write": {true, true}, "read,private": {false, false}, "write,private": {true, false}} {
		s, err := g.NewToken(ctx, g.ana, "t", strings.Split(scopes, ","), time.Hour)
		if err != nil || !strings.HasPrefix(s, access.TokenPrefix) {
			t.Fatalf("%s: %q, %v", scopes, s, err)
		}
		w, err := g.Token(ctx, s)
		if err != nil || w.Write != want[0] || w.NoPrivate != want[1] || w.Via != team.ViaAPI {
			t.Errorf("%s: %+v, %v", scopes, w, err)
		}
		_, err = g.Session(ctx, s)
		g.wantUnsigned("a token as a session", err)
	}
	s, _ := g.NewToken(ctx, g.ana, "t", nil, time.Hour)
	g.now = g.now.Add(time.Hour)
	_, err := g.Token(ctx, s)
	g.wantUnsigned("an old token", err)
	if _, err := g.NewToken(ctx, g.ana, "t", []string{"everything"}, 0); fault.CodeOf(err) != fault.Invalid {
		t.Errorf("an unknown scope: %v", err)
	}
}

// What is stored holds no secret.
func TestOnlyHashesAreStored(t *testing.T) {
	g, ctx := newGatehouse(t), context.Background()
	session := g.session()
	token, _ := g.NewToken(ctx, g.ana, "t", nil, time.Hour)
	list, err := g.List(ctx, g.ana)
	if err != nil || len(list) != 2 {
		t.Fatalf("%d credentials, %v", len(list), err)
	}
	for _, c := range list {
		if text := fmt.Sprintf("%+v", c); strings.Contains(text, session) || strings.Contains(text, token) {
			t.Errorf("a secret is stored: %s", text)
		}
	}
}

func TestTheLocalAdminIsMadeOnce(t *testing.T) {
	g, ctx := newGatehouse(t), context.Background()
	again, err := g.LocalAdmin(ctx, "Somebody Else", "else@example.org")
	if err != nil || again != g.ana {
		t.Errorf("the second start made %q, %v", again, err)
	}
	if n := g.team.Snapshot().Count("account"); n != 1 {
		t.Errorf("there are %d accounts", n)
	}
}
