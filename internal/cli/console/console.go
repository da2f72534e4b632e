// Package console is what a command gets from the process it runs in, and how it ends:
// streams, connections to the records, exit codes.
package console

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"time"

	"plumbline/internal/cli/client"
	"plumbline/internal/fault"
)

// The exit codes of every command.
const (
	OK      = 0 // done, or the answer is yes
	SaysNo  = 1 // the answer is no: a promise lacks its odds, a check found something
	Refused = 2 // bad input or a refusal; nothing was changed
)

// ErrNo ends a command with SaysNo, after it has printed its answer.
var ErrNo = errors.New("the answer is no")

// Env is what commands get. Commands read no other global.
type Env struct {
	In       io.Reader
	Out, Err io.Writer
	Getenv   func(string) string
	Version  string
	Now      func() time.Time
	// Connect reaches the records that the flags of the root command name: through
	// the socket of a server, at an address, or by opening the data folder.
	Connect func(ctx context.Context) (client.Gate, error)
	// Data gives the data folder that the flags name.
	Data func() string
	// JSON says that --json was given.
	JSON func() bool
}

// With connects, runs f and closes the connection.
func (e *Env) With(ctx context.Context, f func(client.Gate) error) error {
	g, err := e.Connect(ctx)
	if err != nil {
		return err
	}
	return errors.Join(f(g), g.Close())
}

// Print writes v as indented JSON.
func (e *Env) Print(v any) error {
	enc := json.NewEncoder(e.Out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	if err := enc.Encode(v); err != nil {
		return fmt.Errorf("print the answer: %w", err)
	}
	return nil
}

// Code prints an error for people and gives the exit code it means.
func (e *Env) Code(err error) int {
	var f *fault.Error
	switch {
	case err == nil:
		return OK
	case errors.Is(err, ErrNo):
		return SaysNo
	case errors.As(err, &f):
		fmt.Fprintln(e.Err, "plumbline: "+f.Error())
	default:
		fmt.Fprintln(e.Err, "plumbline: "+err.Error())
	}
	return Refused
}
