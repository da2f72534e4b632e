// Package httpapi is the HTTP edge: the API under /api/v1, the event stream, health
// and metrics, and the pages. It holds no rule of its own about records: it reads
// through a principal's view and writes through the gate.
package httpapi

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
	"net/http"
	"net/url"
	"slices"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humago"

	"plumbline/internal/access"
	"plumbline/internal/answers/plan"
	"plumbline/internal/answers/tradeoffs"
	"plumbline/internal/files/estimates"
	"plumbline/internal/httpapi/listing"
	"plumbline/internal/httpapi/live"
	"plumbline/internal/httpapi/meter"
	"plumbline/internal/httpapi/pages"
	"plumbline/internal/httpapi/problem"
	"plumbline/internal/httpapi/prose"
	"plumbline/internal/httpapi/shield"
	"plumbline/internal/httpapi/wire"
	"plumbline/internal/record"
	"plumbline/internal/snapshot"
	"plumbline/internal/team"
)

// Answers gives the product's answers. An answer is anything that encodes as JSON; it
// holds only what the view shows. Errors are faults.
type Answers interface {
	// Questions lists the names that Answer knows.
	Questions() []string
	Answer(ctx context.Context, question string, params url.Values, view *snapshot.View) (any, error)
}

// Facts opens addresses of facts other than records'. A fact is visible exactly where
// its repository record is; others are fault.NotFound.
type Facts interface {
	Fact(ctx context.Context, address string, view *snapshot.View) (wire.Fact, error)
}

// Patches compares a decision with the file it was read from. What the viewer may not
// see, and a file that says it already, are fault.NotFound.
type Patches interface {
	Patch(ctx context.Context, decision string, view *snapshot.View) (wire.FilePatch, error)
}

// Title names a job for people by its name and arguments, as a viewer may see it.
type Title func(name string, args []byte, view *snapshot.View) string

// Planner says what a change set would do to the plan, as the principal may see it.
type Planner interface {
	// PreviewPlan answers at once, or with better after a longer search.
	PreviewPlan(ctx context.Context, p record.Principal, cs team.ChangeSet, better bool) (*plan.Preview, error)
	// AcceptPlan writes the newest plan's people and windows into its tasks.
	AcceptPlan(ctx context.Context, p record.Principal) (team.Applied, error)
	// TakeBaseline keeps the newest plan of a project, or of everything, as a baseline.
	TakeBaseline(ctx context.Context, p record.Principal, title, project, why string) (team.Applied, error)
	// Promise appends a promise to a milestone and keeps the plan it rests on.
	Promise(ctx context.Context, p record.Principal, milestone string, day record.Date, to string) (team.Applied, error)
	// ImportEstimates keeps finished work from a CSV file as a track record.
	ImportEstimates(ctx context.Context, p record.Principal, name string, data []byte) (wire.Imported, error)
	// ChoosePlan takes one of the plans of the trade-offs, or keeps it as a scenario.
	ChoosePlan(ctx context.Context, p record.Principal, c tradeoffs.Choice) (team.Applied, error)
	// ExportPlan writes what the filter takes of the plan as the view shows it, in one
	// of plan.Formats.
	ExportPlan(format string, f plan.Filter, v *snapshot.View) ([]byte, error)
}

// Options of New. Team and Access are needed.
type Options struct {
	Team     *team.Team
	Access   *access.Access
	Answers  Answers // nil: no question is mounted
	Planner  Planner // nil: no plan is previewed
	Keys     Keys    // nil: private notes are not destroyed as a whole
	Facts    Facts   // nil: only records are opened
	Patches  Patches // nil: no file of a repository is compared
	Reports  Reports // nil: no report is kept or written
	JobTitle Title   // nil: the job's name
	Hub      *live.Hub
	Pages    fs.FS  // the built pages; nil shows Missing in their place
	Missing  string // what is shown without pages
	Version  string
	AsOf     func() record.Date // the day answers are given for
	Rooms    []string           // sections beside those of the kinds and questions
	Local    bool               // listens on loopback only
	Owner    record.ID          // as whom the data folder's socket acts
	Log      *slog.Logger
	// Link makes a one-time link to the pages; nil where no server runs.
	Link func(ctx context.Context) (string, error)
	// Stop asks a job to stop; nil asks the store.
	Stop   func(ctx context.Context, id string) error
	Random io.Reader       // source of the key of cursors; nil = the system's
	Life   context.Context // event streams end with it; nil = never
}

// Server answers HTTP. Safe for concurrent use.
type Server struct {
	o       Options
	api     huma.API
	lister  *listing.Lister
	prose   *prose.Renderer
	routes  []string
	handler http.Handler
	meters  *meter.Meters
	pages   *pages.Pages
	spec    []byte
}

// New mounts every route.
func New(o Options) (*Server, error) {
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	if o.Stop == nil {
		o.Stop = o.Team.Store().AskStop
	}
	if o.Life == nil {
		o.Life = context.Background()
	}
	if o.Hub == nil {
		o.Hub = live.NewHub()
	}
	key := make([]byte, 32)
	if o.Random == nil {
		o.Random = rand.Reader
	}
	if _, err := io.ReadFull(o.Random, key); err != nil {
		return nil, fmt.Errorf("the random source failed: %w", err)
	}
	s := &Server{o: o, lister: &listing.Lister{Key: key}, prose: prose.New(prose.Within), meters: meter.New(), pages: &pages.Pages{Files: o.Pages, Missing: o.Missing, Log: o.Log}}
	mux := http.NewServeMux()
	s.api = humago.New(mux, configuration(o.Version))
	s.mountRecords()
	s.mountChanges()
	s.mountSession()
	s.mountDoors()
	s.mountPrivate()
	s.mountWork()
	s.mountAnswers()
	s.mountMADR()
	if s.o.Reports != nil {
		s.mountReports()
	}
	s.mountPlain(mux)
	var err error
	if s.spec, err = json.Marshal(s.api.OpenAPI()); err != nil {
		return nil, fmt.Errorf("the OpenAPI document does not encode: %w", err)
	}
	s.handler = shield.Guard(mux, shield.Options{Log: o.Log, Local: o.Local, Seen: s.meters.Seen, Fail: problem.Fail, Files: map[string]int64{pathEstimates: estimates.MaxFile + 1}})
	return s, nil
}

func configuration(version string) huma.Config {
	c := huma.DefaultConfig("Plumbline", version)
	// The pages that huma would mount load scripts from elsewhere; the document is served by us.
	c.OpenAPIPath, c.DocsPath, c.SchemasPath = "", "", ""
	c.CreateHooks = nil
	c.Info.Description = "The technical leader's system: records, their history, and answers with their evidence."
	c.Components.SecuritySchemes = map[string]*huma.SecurityScheme{
		"session": {Type: "apiKey", In: "cookie", Name: cookie, Description: "Given by POST /api/v1/session for a one-time link."},
		"token":   {Type: "http", Scheme: "bearer", Description: "Made by: plumbline token create."},
	}
	c.Security = []map[string][]string{{"session": {}}, {"token": {}}}
	return c
}

// Handler gives everything behind one handler.
func (s *Server) Handler() http.Handler { return s.handler }

// Routes lists "METHOD /path" of every route, sorted: what the permission table covers.
func (s *Server) Routes() []string {
	out := slices.Clone(s.routes)
	slices.Sort(out)
	return out
}

// OpenAPI gives the document that describes the API.
func (s *Server) OpenAPI() []byte { return s.spec }
