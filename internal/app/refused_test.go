package app_test

import (
	"net"
	"strings"
	"testing"

	"plumbline/internal/app"
	"plumbline/internal/fault"
)

func TestAPortInUseIsRefusedAndTheFolderIsFreeAgain(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	o := app.Options{Data: t.TempDir(), Listen: taken.Addr().String(), Version: "test", Zone: "Europe/Berlin"}
	_, err = app.Start(t.Context(), o)
	if fault.CodeOf(err) != fault.Refused || !strings.Contains(err.Error(), "in use already") {
		t.Fatalf("got %v, want that the port is in use", err)
	}
	o.Listen = "127.0.0.1:0"
	s, err := app.Start(t.Context(), o)
	if err != nil {
		t.Fatalf("the same folder afterwards: %v", err)
	}
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
}
