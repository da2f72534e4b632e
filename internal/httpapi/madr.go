package httpapi

import (
	"context"
	"fmt"
	"net/http"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"plumbline/internal/fault"
	"plumbline/internal/files"
	"plumbline/internal/files/madr/folder"
	"plumbline/internal/httpapi/wire"
)

func (s *Server) mountMADR() {
	id := []*huma.Param{{Name: "id", In: "path", Required: true, Description: "Id or key", Schema: &huma.Schema{Type: huma.TypeString}}}
	s.mount(route{method: http.MethodGet, path: "/api/v1/decisions/{id}/madr", id: "decisionAsMADR", summary: "A decision as a MADR file", tag: "records",
		need: reader, params: id, raw: true, do: s.madr})
	if s.o.Patches != nil {
		s.mount(route{method: http.MethodGet, path: "/api/v1/decisions/{id}/patch", id: "decisionAsPatch", summary: "What would change in the file a decision was read from, as git apply takes it", tag: "records",
			need: reader, params: id, gives: s.schema(wire.FilePatch{}), do: s.patch})
	}
}

func (s *Server) madr(_ context.Context, q *request) (reply, error) {
	d, err := q.view.Find("decision", q.PathValue("id"))
	if err != nil {
		return reply{}, err
	}
	items, err := files.ItemsOf(q.view, "person", "decision")
	if err != nil {
		return reply{}, err
	}
	all, err := folder.Export(items)
	if err != nil {
		return reply{}, err
	}
	i := slices.IndexFunc(all, func(f folder.File) bool { return f.ID == d.ID })
	if i < 0 {
		return reply{}, fault.New(fault.NotFound, "There is no decision %q.", q.PathValue("id"))
	}
	h := q.w.Header()
	h.Set("Content-Type", "text/markdown; charset=utf-8")
	h.Set("Content-Disposition", fmt.Sprintf("attachment; filename=%q", all[i].Name))
	h.Set("Cache-Control", "no-store")
	_, _ = q.w.Write(all[i].Data) // the reader went away: nobody is left to tell
	return reply{}, nil
}

func (s *Server) patch(ctx context.Context, q *request) (reply, error) {
	out, err := s.o.Patches.Patch(ctx, q.PathValue("id"), q.view)
	return reply{body: out}, err
}
