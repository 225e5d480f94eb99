package clipper

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"time"
)

// JobState is how far an address of the queue has come. The values are stored
// and exported.
type JobState string

// The states of jobs.
const (
	JobQueued  JobState = "queued"
	JobRunning JobState = "running"
	JobParked  JobState = "parked" // waits for its date, see Job.Due and Job.Reason
	JobDone    JobState = "done"   // the text is in the library; pictures may follow
	JobFailed  JobState = "failed"
	JobHeld    JobState = "held" // the reader said: do not fetch
)

// JobStates lists the states in the order in which they are told.
var JobStates = []JobState{JobRunning, JobQueued, JobParked, JobDone, JobFailed, JobHeld}

// Job is an address that is to be saved, and what became of it.
type Job struct {
	ID       int64     `json:"id"`
	URL      string    `json:"url"`  // as asked for, without user and password
	Host     string    `json:"host"` // with the port, where it is not the usual one
	Tags     []string  `json:"tags,omitempty"`
	Typed    bool      `json:"typed,omitempty"` // the reader typed or pasted the address
	State    JobState  `json:"state"`
	Attempts int       `json:"attempts"`          // begun
	Due      time.Time `json:"due,omitzero"`      // UTC; a parked job is not fetched before
	Outcome  string    `json:"outcome,omitempty"` // of a done one: saved, known or version
	Reason   *Failure  `json:"error,omitempty"`   // why it failed, or why it is parked
	Article  int64     `json:"article,omitempty"` // of a done one, while it is in the library
	Images   bool      `json:"images,omitempty"`  // pictures are still to be fetched
	Added    time.Time `json:"added"`             // UTC
	Updated  time.Time `json:"updated"`           // UTC
}

// Failure is a failure as it is stored: its class, and what makes its sentence in
// whatever language it will be read.
type Failure struct {
	Code Code   `json:"code"`
	Msg  string `json:"msg"`
	Args []any  `json:"args,omitempty"` // texts, whole numbers and fractions
	Hint string `json:"hint,omitempty"`
}

// FailureOf keeps of an error what can be stored; nil for nil.
func FailureOf(err error) *Failure {
	if err == nil {
		return nil
	}
	e := asError(err)
	f := &Failure{Code: e.Code, Msg: e.Msg, Hint: e.Hint}
	for _, a := range e.Args {
		f.Args = append(f.Args, storable(a))
	}
	return f
}

// Told is the failure again, without its cause.
func (f *Failure) Told() *Error {
	return &Error{Code: f.Code, Msg: f.Msg, Args: f.Args, Hint: f.Hint}
}

// UnmarshalJSON keeps whole numbers whole, since %d prints nothing else.
func (f *Failure) UnmarshalJSON(data []byte) error {
	type plain Failure
	dec := json.NewDecoder(bytes.NewReader(data))
	dec.UseNumber()
	if err := dec.Decode((*plain)(f)); err != nil {
		return err
	}
	for i, a := range f.Args {
		if n, ok := a.(json.Number); ok {
			f.Args[i] = number(n)
		}
	}
	return nil
}

func number(n json.Number) any {
	if whole, err := n.Int64(); err == nil {
		return whole
	}
	if f, err := n.Float64(); err == nil {
		return f
	}
	return n.String()
}

// storable is an argument of a sentence that JSON brings back as it was.
func storable(a any) any {
	switch v := a.(type) {
	case string, int, int64, float64:
		return v
	case int32, uint8, uint16, uint32, int8, int16:
		return v
	}
	return fmt.Sprint(a)
}

// Requested is an address that is to be put into the queue. Typed says that the
// reader typed or pasted it, so that it may be of a private network.
type Requested struct {
	URL   string
	Tags  []string
	Typed bool
}

// Enqueued is what became of a list of addresses that was put into the queue.
type Enqueued struct {
	Queued  []int64      // jobs that will be fetched, in the order of the list
	Waiting []int64      // jobs that were in the queue already, held ones among them
	Known   []Known      // pages that the library has
	Twice   int          // addresses that stood in the list before
	Bad     []BadAddress // no addresses
}

// Known is an address whose page is in the library.
type Known struct {
	URL     string
	Article int64
}

// BadAddress is a line of a list that is no address, with what is wrong.
type BadAddress struct {
	Text string
	Err  *Error
}

// HostJobs is how many jobs of a host wait, and when the first may be fetched.
type HostJobs struct {
	Host    string
	Waiting int
	Due     time.Time
}

// JobCounts says how many jobs there are in each state.
type JobCounts struct {
	Queued  int `json:"queued"`
	Running int `json:"running"`
	Parked  int `json:"parked"`
	Done    int `json:"done"`
	Failed  int `json:"failed"`
	Held    int `json:"held"`
	Images  int `json:"images"` // done jobs whose pictures are still to be fetched
}

// Of is the count of one state.
func (c *JobCounts) Of(s JobState) *int {
	switch s {
	case JobQueued:
		return &c.Queued
	case JobRunning:
		return &c.Running
	case JobParked:
		return &c.Parked
	case JobDone:
		return &c.Done
	case JobFailed:
		return &c.Failed
	case JobHeld:
		return &c.Held
	}
	return new(int)
}

// Open is how many jobs are not settled yet.
func (c JobCounts) Open() int { return c.Queued + c.Running + c.Parked }

// All is how many jobs there are.
func (c JobCounts) All() int { return c.Open() + c.Done + c.Failed + c.Held }

// JobFilter chooses jobs; its zero value chooses all. What is set must all fit.
type JobFilter struct {
	IDs    []int64
	States []JobState
	Code   Code   // class of the failure
	Host   string // as Job.Host
}

// asError is the failure in words that err carries, or one of class Internal.
func asError(err error) *Error {
	if e, ok := errors.AsType[*Error](err); ok {
		return e
	}
	return Errorf(Internal, err, "", "fetching the page failed: %s", err.Error())
}
