//go:build linux

package app_test

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// The walk goes through the real program in a real window, as a new reader
// would: it asks the program where things are and then moves a real mouse and
// presses real keys. It needs Xvfb, a window manager and xdotool, which the test
// command installs; FLORILEGIUM_WALK names the folder for its screenshots.

// patience bounds every wait for the window.
const patience = 60 * time.Second

// walk is one virtual display with the program on it.
type walk struct {
	t       *testing.T
	env     []string
	shots   string
	socket  string
	library string
	program string
	window  string // X11 id
	running *exec.Cmd
}

// view is what the program says it shows; see app/debug.go.
type view struct {
	Title, Selection, Status, Toast, Visible string
	Asked, Place                             string
	Browse                                   []string
	Picked, Matches                          int
	Article                                  int64
	Rows, Failures, Clips                    []string
	Arriving, Found                          int
	Slowest                                  float64
	Queue                                    string
	Gathered                                 []string // parts of the collection
	Part                                     int
	Writing                                  bool
	Preview, File                            string // of an export
	Jobs                                     []string
	Dialog, Card                             string
	Places                                   map[string][4]float64
	Words                                    [][4]float64
}

func newWalk(t *testing.T, locale string) *walk {
	t.Helper()
	for _, tool := range []string{"Xvfb", "openbox", "xdotool", "import", "xclip"} {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("%s is not installed; `make test` installs it", tool)
		}
	}
	home := t.TempDir()
	w := &walk{t: t, shots: os.Getenv("FLORILEGIUM_WALK"), socket: filepath.Join(home, "debug"), library: filepath.Join(home, "library")}
	if w.shots == "" {
		w.shots = t.TempDir()
	}
	if err := os.MkdirAll(w.shots, 0o755); err != nil {
		t.Fatal(err)
	}
	w.program = filepath.Join(t.TempDir(), "florilegium")
	w.must(exec.Command("go", "build", "-o", w.program, ".."))
	w.env = append(cleanEnv(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_DATA_HOME="+home, "XDG_CACHE_HOME="+home,
		"LC_ALL="+locale, "LANG="+locale, "FYNE_SCALE=1", "DISPLAY="+w.display(), "FLORILEGIUM_LIBRARY="+w.library,
		"FLORILEGIUM_DEBUG_SOCKET="+w.socket)
	w.start("openbox")
	return w
}

// cleanEnv is the environment without what would reach a real desktop.
func cleanEnv() []string {
	var env []string
	for _, v := range os.Environ() {
		name, _, _ := strings.Cut(v, "=")
		switch {
		case name == "HOME", name == "DISPLAY", name == "LANG", name == "LANGUAGE", name == "LC_ALL",
			strings.HasPrefix(name, "XDG_"), strings.HasPrefix(name, "WAYLAND"), strings.HasPrefix(name, "FLORILEGIUM_"):
		default:
			env = append(env, v)
		}
	}
	return env
}

// display starts a virtual display on a free number.
func (w *walk) display() string {
	w.t.Helper()
	r, wr, err := os.Pipe()
	if err != nil {
		w.t.Fatal(err)
	}
	x := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", "1290x880x24", "-nolisten", "tcp")
	x.ExtraFiles = []*os.File{wr}
	w.run(x)
	wr.Close()
	line, err := bufio.NewReader(r).ReadString('\n')
	if err != nil {
		w.t.Fatalf("Xvfb named no display: %v", err)
	}
	return ":" + strings.TrimSpace(line)
}

func (w *walk) run(cmd *exec.Cmd) {
	w.t.Helper()
	if err := cmd.Start(); err != nil {
		w.t.Fatal(err)
	}
	w.t.Cleanup(func() { cmd.Process.Kill(); cmd.Wait() })
}

func (w *walk) start(name string, args ...string) *exec.Cmd {
	w.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = w.env
	cmd.Stderr = os.Stderr
	w.run(cmd)
	return cmd
}

func (w *walk) must(cmd *exec.Cmd) string {
	w.t.Helper()
	out, err := cmd.CombinedOutput()
	if err != nil {
		w.t.Fatalf("%v: %v\n%s", cmd.Args, err, out)
	}
	return string(out)
}

func (w *walk) tool(name string, args ...string) string {
	w.t.Helper()
	cmd := exec.Command(name, args...)
	cmd.Env = w.env
	return w.must(cmd)
}

// open starts the program and waits for its window and its first rows.
func (w *walk) open() {
	w.t.Helper()
	w.running = w.start(w.program)
	w.until("the window", func(v view) bool { return len(v.Rows) > 0 && v.Article > 0 })
	id := strings.Fields(w.tool("xdotool", "search", "--onlyvisible", "--class", "florilegium"))
	if len(id) == 0 {
		w.t.Fatal("no window on the display")
	}
	w.window = id[len(id)-1]
	w.activate()
}

// activate gives the window the focus, as soon as there is a window manager.
func (w *walk) activate() {
	w.t.Helper()
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(patience); time.Now().Before(end); <-tick.C {
		cmd := exec.Command("xdotool", "windowactivate", "--sync", w.window)
		cmd.Env = w.env
		if cmd.Run() == nil {
			return
		}
	}
	w.t.Fatal("no window manager gives the window the focus")
}

// close closes the window as its title bar does and waits for the program.
func (w *walk) close() {
	w.t.Helper()
	w.key("ctrl+q")
	w.ended()
}

// ended waits for the program to end by itself.
func (w *walk) ended() {
	w.t.Helper()
	done := make(chan error, 1)
	go func() { done <- w.running.Wait() }()
	select {
	case err := <-done:
		if err != nil {
			w.t.Fatalf("the program ended with %v", err)
		}
	case <-time.After(patience):
		w.t.Fatal("the program did not end")
	}
	os.Remove(w.socket)
}

// see asks the program what it shows, and where words of its text stand.
func (w *walk) see(words string) (v view, ok bool) {
	conn, err := net.Dial("unix", w.socket)
	if err != nil {
		return v, false
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(patience))
	if json.NewEncoder(conn).Encode(map[string]string{"text": words}) != nil {
		return v, false
	}
	return v, json.NewDecoder(conn).Decode(&v) == nil
}

// until waits for a state of the window.
func (w *walk) until(what string, there func(view) bool) view {
	w.t.Helper()
	return w.untilWords(what, "", there)
}

func (w *walk) untilWords(what, words string, there func(view) bool) view {
	w.t.Helper()
	tick := time.NewTicker(50 * time.Millisecond)
	defer tick.Stop()
	for end := time.Now().Add(patience); time.Now().Before(end); <-tick.C {
		if v, ok := w.see(words); ok && there(v) {
			return v
		}
	}
	v, _ := w.see(words)
	w.shot("failed")
	w.t.Fatalf("waited in vain for %s; the window shows %+v", what, v)
	return v
}

func (w *walk) key(keys ...string) {
	w.t.Helper()
	w.tool("xdotool", append([]string{"key", "--clearmodifiers"}, keys...)...)
}

// point moves the mouse into a box, at a share of its width and height.
func (w *walk) point(box [4]float64, x, y float64) {
	w.t.Helper()
	w.tool("xdotool", "mousemove", "--window", w.window, fmt.Sprint(int(box[0]+box[2]*x)), fmt.Sprint(int(box[1]+box[3]*y)))
}

func (w *walk) click(box [4]float64) {
	w.t.Helper()
	w.point(box, .5, .5)
	w.settle() // the pointer is known to be there before the button goes down
	w.tool("xdotool", "click", "1")
}

// still is where words stand once the page has come to rest.
func (w *walk) still(words string) [][4]float64 {
	w.t.Helper()
	var before [][4]float64
	return w.untilWords("the words in view", words, func(v view) bool {
		rest := len(v.Words) > 0 && slices.Equal(before, v.Words)
		before = v.Words
		w.settle()
		return rest
	}).Words
}

// drag selects from the beginning of the first box to the end of the last.
func (w *walk) drag(boxes [][4]float64) {
	w.t.Helper()
	first, last := boxes[0], boxes[len(boxes)-1]
	w.point(first, 0.001, .5)
	w.tool("xdotool", "mousedown", "1")
	w.point(first, .5, .5)
	w.point(last, .5, .5)
	w.point(last, .999, .5)
	w.tool("xdotool", "mouseup", "1")
}

// paste puts text on the clipboard and presses Ctrl+V.
func (w *walk) paste(text string) {
	w.t.Helper()
	cmd := exec.Command("xclip", "-selection", "clipboard")
	cmd.Env, cmd.Stdin = w.env, strings.NewReader(text)
	if err := cmd.Run(); err != nil {
		w.t.Fatal(err)
	}
	w.until("the clipboard", func(view) bool { return w.clipboard() == text })
	w.key("ctrl+v")
}

func (w *walk) clipboard() string {
	w.t.Helper()
	return w.tool("xclip", "-selection", "clipboard", "-o")
}

// settle asks a few times: between two answers the window has drawn what it says.
func (w *walk) settle() {
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for range 3 {
		w.see("")
		<-tick.C
	}
}

func (w *walk) shot(name string) {
	w.t.Helper()
	if w.window == "" {
		return
	}
	path := filepath.Join(w.shots, name+".png")
	w.settle()
	w.tool("import", "-window", w.window, path)
	w.t.Logf("screenshot: %s", path)
}

// florilegium runs the command line on the walk's library.
func (w *walk) florilegium(args ...string) string {
	w.t.Helper()
	return w.tool(w.program, args...)
}
