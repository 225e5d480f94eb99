package fetch_test

import (
	"encoding/binary"
	"io"
	"net"
	"strconv"
	"sync"
	"testing"

	"florilegium/clipper/testweb"
)

// socks is a SOCKS5 proxy (RFC 1928, no authentication) that knows the hosts of
// the test web, and keeps the names it was asked for.
func socks(t *testing.T, web *testweb.Web) (address string, asked func() []string) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	requests := make(chan string, 1000)
	dial := web.Dial(func(string) {})
	var served sync.WaitGroup
	served.Go(func() {
		for {
			conn, err := listener.Accept()
			if err != nil {
				return
			}
			served.Go(func() {
				defer conn.Close()
				to, err := greet(conn)
				if err != nil {
					return
				}
				requests <- to
				far, err := dial(t.Context(), "tcp", to)
				if err != nil {
					_, _ = conn.Write([]byte{5, 4, 0, 1, 0, 0, 0, 0, 0, 0})
					return
				}
				_, _ = conn.Write([]byte{5, 0, 0, 1, 0, 0, 0, 0, 0, 0})
				splice(conn, far)
			})
		}
	})
	t.Cleanup(func() { _ = listener.Close() })
	return "socks5h://" + listener.Addr().String(), func() []string {
		var all []string
		for len(requests) > 0 {
			all = append(all, <-requests)
		}
		return all
	}
}

// greet reads the greeting and the request of a client: a host name with port.
func greet(conn net.Conn) (string, error) {
	head := make([]byte, 2)
	if _, err := io.ReadFull(conn, head); err != nil {
		return "", err
	}
	if _, err := io.CopyN(io.Discard, conn, int64(head[1])); err != nil {
		return "", err
	}
	if _, err := conn.Write([]byte{5, 0}); err != nil {
		return "", err
	}
	request := make([]byte, 5)
	if _, err := io.ReadFull(conn, request); err != nil {
		return "", err
	}
	rest := make([]byte, int(request[4])+2)
	if _, err := io.ReadFull(conn, rest); err != nil || request[3] != 3 {
		return "", io.ErrUnexpectedEOF
	}
	name, port := rest[:len(rest)-2], binary.BigEndian.Uint16(rest[len(rest)-2:])
	return net.JoinHostPort(string(name), strconv.Itoa(int(port))), nil
}

// join connects a client to an address until one of them leaves.
func join(conn net.Conn, to string) {
	far, err := net.Dial("tcp", to)
	if err != nil {
		return
	}
	splice(conn, far)
}

func splice(a, b net.Conn) {
	defer b.Close()
	go func() {
		_, _ = io.Copy(b, a)
		_ = b.Close()
	}()
	_, _ = io.Copy(a, b)
}
