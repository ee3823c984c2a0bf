package resolvers_test

import (
	"encoding/json"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/server/gqlhttp"
)

const (
	plainJSON   = "application/json"
	graphqlJSON = "application/graphql-response+json"
	eventStream = "text/event-stream"
)

// client sends requests to the API.
type client struct {
	http.Client
	url   string
	token string // "": a guest, or whoever the cookie says
}

// answer is what came back.
type answer struct {
	status int
	header http.Header
	body   []byte
	Data   map[string]any
	Errors []struct {
		Message    string
		Path       []any
		Extensions struct{ Code, Field string }
	}
}

// code is the code of the first error, "" if there is none.
func (a *answer) code() string {
	if len(a.Errors) == 0 {
		return ""
	}
	return a.Errors[0].Extensions.Code
}

// request makes a request as the app in the browser does.
func (c *client) request(t testing.TB, method, body string) *http.Request {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, c.url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	req.Header.Set("Content-Type", plainJSON)
	req.Header.Set("Accept", graphqlJSON)
	req.Header.Set(gqlhttp.CSRFHeader, "1")
	if c.token != "" {
		req.Header.Set("Authorization", "Bearer "+c.token)
	}
	return req
}

// send sends a request and reads the answer.
func (c *client) send(t testing.TB, req *http.Request) *answer {
	t.Helper()
	res, err := c.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	a := &answer{status: res.StatusCode, header: res.Header}
	if a.body, err = io.ReadAll(res.Body); err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(a.body, a); err != nil {
		t.Fatalf("the answer is no JSON: %v\n%s", err, a.body)
	}
	return a
}

// do carries out an operation, in which ids can be written as in golden files.
// variables is a JSON object, or "" for none.
func (c *client) do(t testing.TB, query, variables string) *answer {
	t.Helper()
	return c.send(t, c.request(t, http.MethodPost, requestOf(query, variables)))
}

// requestOf is the body of a request.
func requestOf(query, variables string) string {
	if variables == "" {
		variables = "{}"
	}
	text, err := json.Marshal(encodeIDs(query))
	if err != nil {
		panic(err)
	}
	return `{"query":` + string(text) + `,"variables":` + encodeIDs(variables) + `}`
}
