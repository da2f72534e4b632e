package decisions_test

import (
	"testing"

	"plumbline/internal/evidence/decisions"
)

func TestRecordsAreToldByTheirFolderOrTheirName(t *testing.T) {
	for path, want := range map[string]bool{
		"docs/adr/0001-use-a-queue.md": true, "doc/architecture/decisions/0003-x.md": true, "adr-001-modules.md": true, "notes/ADR_12.md": true,
		"adr-tools.md": false, "docs/adr/README.md": false, "docs/adr/template.md": false, "docs/notes/0001-x.md": false, "vendor/x/adr/0001-y.md": false, "adrian-1.md": false,
	} {
		if got := decisions.Is(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
}
