package sqlite

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"plumbline/internal/fault"
	"plumbline/internal/store"
	"plumbline/internal/store/storetest"
)

// smallDisk is a disk of few megabytes, mounted for the test.
func smallDisk(t *testing.T, bytes int) string {
	t.Helper()
	folder := t.TempDir()
	if err := syscall.Mount("tmpfs", folder, "tmpfs", 0, fmt.Sprintf("size=%d", bytes)); err != nil {
		t.Skipf("this test mounts a small disk, which needs the right to mount: %v", err)
	}
	t.Cleanup(func() {
		if err := syscall.Unmount(folder, syscall.MNT_DETACH); err != nil {
			t.Error(err)
		}
	})
	return folder
}

func TestAFullDiskRefusesInPlainWordsKeepsNothingPartialAndHeals(t *testing.T) {
	ctx, disk := t.Context(), smallDisk(t, 12<<20)
	folder := filepath.Join(disk, "data")
	s := open(t, folder, Options{BallastBytes: 2 << 20})
	defer s.Close()
	written := fill(t, s)
	if _, err := os.Stat(filepath.Join(folder, "ballast")); err != nil {
		t.Logf("the ballast is gone already: %v", err)
	}
	rows, err := s.After(ctx, 0, 10000)
	if err != nil || len(rows) != written {
		t.Fatalf("%d rows can be read (%v), want the %d acknowledged", len(rows), err, written)
	}
	// Deleting still works: the ballast was given up for that.
	for i := range 5 {
		gone := store.Row{ChangeID: fmt.Sprint("d", i), Kind: "person", ID: fmt.Sprint(i), Version: 2, Op: store.Delete, Via: "ui"}
		if err := storetest.Append(ctx, s, gone); err != nil {
			t.Fatalf("deletion %d: %v", i, err)
		}
	}
	wantFault(t, big(ctx, s, "still full"), fault.Full, "full")
	// There is space again: saving works by itself, and the ballast comes back.
	grow(t, disk, 64<<20)
	if err := big(ctx, s, "healed"); err != nil {
		t.Fatalf("after space was made: %v", err)
	}
	if info, err := os.Stat(filepath.Join(folder, "ballast")); err != nil || info.Size() != 2<<20 {
		t.Fatalf("the ballast was not taken back: %v", err)
	}
}

func big(ctx context.Context, s store.Store, id string) error {
	r := storetest.Row("c-"+id, id, 1)
	r.Data = []byte(`"` + strings.Repeat(id+" ", 100<<10/(len(id)+1)) + `"`)
	return storetest.Append(ctx, s, r)
}

// fill writes until the disk is full and says how many rows were acknowledged.
func fill(t *testing.T, s store.Store) int {
	t.Helper()
	for i := range 10000 {
		if err := big(t.Context(), s, fmt.Sprint(i)); err != nil {
			wantFault(t, err, fault.Full, "full")
			return i
		}
	}
	t.Fatal("the disk never got full")
	return 0
}

func grow(t *testing.T, disk string, bytes int) {
	t.Helper()
	if err := syscall.Mount("tmpfs", disk, "tmpfs", syscall.MS_REMOUNT, fmt.Sprintf("size=%d", bytes)); err != nil {
		t.Fatal(err)
	}
}
