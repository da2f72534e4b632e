package app

import (
	"context"
	"errors"
	"net"
	"os"
	"path/filepath"
	"runtime"
	"strconv"

	"plumbline/internal/fault"
)

// socketName is the file in the data folder through which commands reach the server
// beside it.
const socketName = "plumbline.sock"

// longest is what fits into a socket's address everywhere.
const longest = 100

// socketAddress gives an address for the folder's socket. A path that is too long for
// one is reached through an open folder, where the system can do that; release lets
// go of it.
func socketAddress(folder string) (address string, release func(), err error) {
	path := filepath.Join(folder, socketName)
	if len(path) <= longest {
		return path, func() {}, nil
	}
	if runtime.GOOS != "linux" {
		return "", nil, fault.New(fault.Refused, "The path of the data folder is too long for its socket: %s.", folder).WithHint("Give a shorter one with --data.")
	}
	f, err := os.Open(folder)
	if err != nil {
		return "", nil, err
	}
	address = "/proc/self/fd/" + strconv.Itoa(int(f.Fd())) + "/" + socketName
	return address, func() { _ = f.Close() }, nil // only held for its number
}

// listenSocket opens the socket, for the folder's owner alone. A socket that is there and
// where nobody answers was left by a server that died. (SQLite's lock has refused a
// second server before; servers that share a PostgreSQL need a folder each.)
func listenSocket(ctx context.Context, folder string) (net.Listener, error) {
	if conn, err := dialSocket(ctx, folder); err == nil {
		_ = conn.Close() // it only proved that somebody answers
		return nil, fault.New(fault.Refused, "Another server runs on the data folder %s.", folder).WithHint("Give this one a folder of its own with --data.")
	}
	address, release, err := socketAddress(folder)
	if err != nil {
		return nil, err
	}
	defer release()
	path := filepath.Join(folder, socketName)
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, unwritable(folder, err)
	}
	ln, err := net.Listen("unix", address)
	if err != nil {
		return nil, unwritable(folder, err)
	}
	ln.(*net.UnixListener).SetUnlinkOnClose(false)
	if err := os.Chmod(path, 0o600); err != nil {
		return nil, errors.Join(unwritable(folder, err), ln.Close())
	}
	return socket{ln, path}, nil
}

// socket removes its file when it closes.
type socket struct {
	net.Listener
	path string
}

func (s socket) Close() error {
	err := s.Listener.Close()
	if gone := os.Remove(s.path); gone != nil && !errors.Is(gone, os.ErrNotExist) {
		err = errors.Join(err, gone)
	}
	return err
}

// dialSocket reaches the server beside a data folder.
func dialSocket(ctx context.Context, folder string) (net.Conn, error) {
	address, release, err := socketAddress(folder)
	if err != nil {
		return nil, err
	}
	defer release()
	var d net.Dialer
	return d.DialContext(ctx, "unix", address)
}
