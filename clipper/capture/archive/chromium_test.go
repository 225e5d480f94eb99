package archive_test

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"florilegium/clipper/capture/archive"
	"florilegium/clipper/judges"
)

// devtools speaks the protocol of a browser's tools over two pipes: messages of
// JSON, each ended by a zero.
type devtools struct {
	t   *testing.T
	in  *os.File
	out *bufio.Reader
	ids int
}

// browse starts a browser without a window that ends with the test.
func browse(t *testing.T) *devtools {
	t.Helper()
	judges.Need(t, judges.Chromium)
	path, err := exec.LookPath("chromium")
	if err != nil {
		t.Skip("chromium goes by another name here")
	}
	theirs, mine, err1 := os.Pipe()
	back, said, err2 := os.Pipe()
	if err1 != nil || err2 != nil {
		t.Fatal(err1, err2)
	}
	home := t.TempDir()
	cmd := exec.CommandContext(t.Context(), path, "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
		"--remote-debugging-pipe", "--user-data-dir="+filepath.Join(home, "profile"), "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "about:blank")
	cmd.Env = append(os.Environ(), "HOME="+home, "XDG_CONFIG_HOME="+home, "XDG_CACHE_HOME="+home)
	cmd.ExtraFiles = []*os.File{theirs, said}
	cmd.WaitDelay = 5 * time.Second
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	theirs.Close()
	said.Close()
	t.Cleanup(func() { mine.Close(); _ = cmd.Process.Kill(); _ = cmd.Wait(); back.Close() })
	_ = back.SetReadDeadline(time.Now().Add(60 * time.Second))
	return &devtools{t: t, in: mine, out: bufio.NewReader(back)}
}

// ask sends one message and waits for its answer.
func (d *devtools) ask(session, method string, params map[string]any) map[string]any {
	d.t.Helper()
	d.ids++
	message := map[string]any{"id": d.ids, "method": method, "params": params}
	if session != "" {
		message["sessionId"] = session
	}
	data, err := json.Marshal(message)
	if err == nil {
		_, err = d.in.Write(append(data, 0))
	}
	for err == nil {
		var line []byte
		if line, err = d.out.ReadBytes(0); err != nil {
			break
		}
		var answer struct {
			ID     int
			Result map[string]any
			Error  any
		}
		if err = json.Unmarshal(bytes.TrimRight(line, "\x00"), &answer); err == nil && answer.ID == d.ids {
			if answer.Error != nil {
				d.t.Fatalf("%s: %v", method, answer.Error)
			}
			return answer.Result
		}
	}
	d.t.Fatalf("%s: %v", method, err)
	return nil
}

// snapshot has a page of the loopback saved as MHTML.
func (d *devtools) snapshot(address string) []byte {
	target := d.ask("", "Target.createTarget", map[string]any{"url": address})
	session := d.ask("", "Target.attachToTarget", map[string]any{"targetId": target["targetId"], "flatten": true})["sessionId"].(string)
	for range 200 { // until it is loaded
		said := d.ask(session, "Runtime.evaluate", map[string]any{"expression": "document.readyState + location.href"})
		if value, _ := said["result"].(map[string]any); value["value"] == "complete"+address {
			break
		}
		time.Sleep(50 * time.Millisecond)
	}
	return []byte(d.ask(session, "Page.captureSnapshot", map[string]any{"format": "mhtml"})["data"].(string))
}

// TestChromiumMHTML reads what a real browser saves: every character, and the
// picture that the browser chose.
func TestChromiumMHTML(t *testing.T) {
	web := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		switch {
		case strings.HasSuffix(r.URL.Path, ".png"):
			w.Header().Set("Content-Type", "image/png")
			_, _ = w.Write(dot(300))
		default:
			w.Header().Set("Content-Type", "text/html; charset=utf-8")
			fmt.Fprint(w, strings.Replace(page, `<img src="PICTURE"`, `<img src="klein.png" srcset="klein.png 300w, mittel.png 1300w, gross.png 4000w" sizes="200px"`, 1))
		}
	}))
	t.Cleanup(web.Close)
	file := browse(t).snapshot(web.URL + "/fleuve/bac")
	f, err := archive.Read("page.mhtml", file)
	if err != nil {
		t.Fatal(err)
	}
	if f.Kind != archive.MHTML || f.Address != web.URL+"/fleuve/bac" || time.Since(f.Saved).Abs() > time.Hour {
		t.Errorf("%s of %s, saved %s", f.Kind, f.Address, f.Saved)
	}
	if !bytes.Contains(f.Body, []byte("« Il passera encore une fois », dit l’éclusier ; personne ne le croit : l’œuvre du fleuve est patiente.")) {
		t.Errorf("the page reads %s", f.Body)
	}
	if len(f.Images) != 1 || !bytes.Equal(f.Images[0].Data, dot(300)) || !bytes.Contains(f.Body, []byte(f.Images[0].Addresses[0])) {
		t.Errorf("%d pictures; the page reads %s", len(f.Images), f.Body)
	}
}

// TestRealPDF reads the facts of a document that a real typesetter wrote.
func TestRealPDF(t *testing.T) {
	judges.Need(t, judges.PDFLaTeX)
	dir := t.TempDir()
	source := `\documentclass{article}\usepackage[pdftitle={L’œuvre du fleuve — «été»},pdfauthor={Inès Le Goff},pdflang={fr-FR},unicode]{hyperref}\begin{document}\section{Eins}Un\newpage\section{Zwei}Deux\newpage Trois\end{document}`
	if err := os.WriteFile(filepath.Join(dir, "a.tex"), []byte(source), 0o644); err != nil {
		t.Fatal(err)
	}
	judges.Run(t, judges.PDFLaTeX, dir, "a.tex")
	data, err := os.ReadFile(filepath.Join(dir, "a.pdf"))
	if err != nil {
		t.Fatal(err)
	}
	f := archive.Document(data)
	if f.Title != "L’œuvre du fleuve — «été»" || strings.Join(f.Authors, ";") != "Inès Le Goff" || f.Pages != 3 || f.Created == "" || f.Language != "fr-FR" {
		t.Errorf("%+v", f)
	}
}
