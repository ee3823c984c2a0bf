package gqlhttp_test

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/sluicehq/sluice/server/gqlhttp"
)

const (
	plainJSON  = "application/json"
	graphqlSON = "application/graphql-response+json"
)

// response is what came back for a request.
type response struct {
	*http.Response
	text   string
	Data   map[string]any
	Errors []struct {
		Message    string
		Path       []any
		Locations  []struct{ Line, Column int }
		Extensions struct{ Code, Field string }
	}
}

func (r *response) code() string {
	if len(r.Errors) == 0 {
		return ""
	}
	return r.Errors[0].Extensions.Code
}

func send(t *testing.T, method, address, body string, headers map[string]string) *response {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, address, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for name, value := range headers {
		req.Header.Set(name, value)
	}
	res, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		t.Fatal(err)
	}
	r := &response{Response: res, text: string(text)}
	if err := json.Unmarshal(text, r); err != nil {
		t.Fatalf("the response is no JSON: %s", text)
	}
	return r
}

func quoteQuery(query string) string {
	body, err := json.Marshal(map[string]any{"query": query})
	if err != nil {
		panic(err)
	}
	return string(body)
}

// TestRequests sends what can go wrong, or right, over plain HTTP. The word
// MARKER in a request must never come back.
func TestRequests(t *testing.T) {
	t.Parallel()
	address := serve(t, gqlhttp.Options{Limits: gqlhttp.Limits{Body: 20_000, Upload: 50_000, Tokens: 2_000, Timeout: 200 * time.Millisecond}})
	get := func(query string) string { return "?query=" + url.QueryEscape(query) }
	nested := func(n int) string {
		return "{list(first:1)" + strings.Repeat("{list(first:1)", n-1) + "{name}" + strings.Repeat("}", n)
	}
	aliases := func(n int) (fields string) {
		for i := range n {
			fields += fmt.Sprintf("a%d: echo ", i)
		}
		return fields
	}
	// Each fragment spreads the next one twice: 2^30 fields in few words.
	bomb := "{...F0} fragment F30 on Query {echo}"
	for i := range 30 {
		bomb += fmt.Sprintf(" fragment F%d on Query {...F%d ...F%d}", i, i+1, i+1)
	}

	tests := []struct {
		name          string
		method, query string
		body          string
		headers       map[string]string // on top of the usual ones
		status        int
		code, field   string
		message       string // a part of it
	}{
		{name: "query", body: quoteQuery("{echo}"), status: 200},
		{name: "query by GET", method: "GET", query: get("{echo}"), status: 200},
		{name: "query by GET with variables", method: "GET", query: get("query($t:String){echo(text:$t)}") + `&variables={"t":"x"}`, status: 200},
		{name: "charset", body: quoteQuery("{echo}"), headers: map[string]string{"Content-Type": "application/json; charset=UTF-8"}, status: 200},
		{name: "mutation", body: quoteQuery("mutation{touch}"), headers: map[string]string{gqlhttp.CSRFHeader: "1"}, status: 200},
		{name: "mutation without header", body: quoteQuery("mutation{touch}"), status: 403, code: "FORBIDDEN", message: gqlhttp.CSRFHeader},
		{name: "mutation by GET", method: "GET", query: get("mutation{touch}"), headers: map[string]string{gqlhttp.CSRFHeader: "1"}, status: 405, code: "INVALID"},
		{name: "subscription by GET", method: "GET", query: get("subscription{forever}"), status: 400, code: "INVALID", message: "WebSocket"},
		{name: "subscription by POST", body: quoteQuery("subscription{forever}"), status: 400, code: "INVALID", message: "WebSocket"},
		{name: "PUT", method: "PUT", body: quoteQuery("{echo}"), status: 405, code: "INVALID"},
		{name: "simple content type", body: quoteQuery("{echo}"), headers: map[string]string{"Content-Type": "text/plain"}, status: 415, code: "INVALID"},
		{name: "form", body: "query={echo}", headers: map[string]string{"Content-Type": "application/x-www-form-urlencoded"}, status: 415, code: "INVALID"},
		{name: "no content type", body: quoteQuery("{echo}"), headers: map[string]string{"Content-Type": ""}, status: 415, code: "INVALID"},
		{name: "other charset", body: quoteQuery("{echo}"), headers: map[string]string{"Content-Type": "application/json; charset=latin1"}, status: 415, code: "INVALID"},
		{name: "accept nothing of ours", body: quoteQuery("{echo}"), headers: map[string]string{"Accept": "text/html"}, status: 406, code: "INVALID"},
		{name: "no body", status: 400, code: "INVALID", message: "no body"},
		{name: "no JSON", body: `{"MARKER`, status: 400, code: "INVALID", message: "not valid JSON"},
		{name: "more than one value", body: quoteQuery("{echo}") + `"MARKER"`, status: 400, code: "INVALID"},
		{name: "batch", body: "[" + quoteQuery("{echo}") + "]", status: 400, code: "INVALID", message: "one operation per request"},
		{name: "null", body: "null", status: 400, code: "INVALID", message: "no query"},
		{name: "no query", body: `{"qeury":"MARKER"}`, status: 400, code: "INVALID", message: "no query"},
		{name: "query of another type", body: `{"query":{"MARKER":1}}`, status: 400, code: "INVALID"},
		{name: "variables of another type", body: `{"query":"{echo}","variables":"MARKER"}`, status: 400, code: "INVALID"},
		{name: "variables by GET that are no JSON", method: "GET", query: get("{echo}") + "&variables=MARKER", status: 400, code: "INVALID"},
		{name: "malformed query string", method: "GET", query: "?query=%zz", status: 400, code: "INVALID"},
		{name: "GET without query", method: "GET", status: 400, code: "INVALID", message: "no query"},

		{name: "syntax error", body: quoteQuery("{ MARKER ! }"), status: 400, code: "INVALID", message: "syntax"},
		{name: "empty document", body: quoteQuery(" "), status: 400, code: "INVALID"},
		{name: "unknown field", body: quoteQuery("{ MARKER }"), status: 400, code: "INVALID", message: "field does not exist"},
		{name: "unknown argument", body: quoteQuery("{ echo(MARKER: 1) }"), status: 400, code: "INVALID", message: "argument"},
		{name: "unknown input field", body: quoteQuery(`{ echo(where: {MARKER: 1}) }`), status: 400, code: "INVALID"},
		{name: "text for a number", body: quoteQuery(`{ echo(where: {number: "MARKER"}) }`), status: 400, code: "INVALID"},
		{name: "unknown enum value", body: quoteQuery(`{ echo(where: {color: MARKER}) }`), status: 400, code: "INVALID"},
		{name: "unknown fragment", body: quoteQuery(`{ ...MARKER }`), status: 400, code: "INVALID"},
		{name: "unknown directive", body: quoteQuery(`{ echo @MARKER }`), status: 400, code: "INVALID"},
		{name: "unknown operation name", body: `{"query":"query a{echo}","operationName":"MARKER"}`, status: 400, code: "INVALID", message: "operationName"},
		{name: "missing variable", body: quoteQuery(`query($n: Int!) { list(first: $n) { name } }`), status: 400, code: "INVALID", field: "n", message: "required"},
		{name: "text for a number in a variable", body: `{"query":"query($w:Where){echo(where:$w)}","variables":{"w":{"and":[{"number":"MARKER"}]}}}`, status: 400, code: "INVALID", field: "w.and.number"},
		{name: "unknown enum value in a variable", body: `{"query":"query($w:Where){echo(where:$w)}","variables":{"w":{"color":"MARKER"}}}`, status: 400, code: "INVALID", field: "w.color"},
		{name: "unknown field in a variable", body: `{"query":"query($w:Where){echo(where:$w)}","variables":{"w":{"and":[{"MARKER":1}]}}}`, status: 400, code: "INVALID", field: "w.and"},

		{name: "body too large", body: quoteQuery("{echo}") + strings.Repeat(" ", 20_000), status: 413, code: "LIMIT", message: "20000 bytes"},
		{name: "too many words", body: quoteQuery("{" + strings.Repeat("echo ", 2_000) + "}"), status: 400, code: "LIMIT", message: "too long"},
		{name: "too wide", body: quoteQuery("{list{" + strings.Repeat(" name      ", 201) + "}}"), status: 400, code: "LIMIT", message: "200 fields"},
		{name: "depth", body: quoteQuery(nested(15)), status: 200},
		{name: "too deep", body: quoteQuery(nested(16)), status: 400, code: "LIMIT", message: "17 levels"},
		{name: "bomb of fragments", body: quoteQuery(bomb), status: 400, code: "LIMIT"},
		{name: "large pages of large pages", body: quoteQuery("{list(first:200){list(first:200){name}}}"), status: 400, code: "LIMIT", message: "cost"},
		{name: "large pages in a variable", body: `{"query":"query($n:Int!){list(first:$n){list(first:$n){name}}}","variables":{"n":999999999999}}`, status: 400, code: "LIMIT", message: "cost"},
		{name: "many aliases", body: quoteQuery("{" + aliases(21) + "}"), status: 400, code: "LIMIT", message: "21 fields"},
		{name: "defer", body: quoteQuery("{list{...@defer{name}}}"), status: 400, code: "INVALID", message: "@defer"},
		{name: "introspection", body: quoteQuery("{__schema{types{name}}}"), status: 403, code: "FORBIDDEN", message: "--introspection"},
		{name: "a type by name", body: quoteQuery(`{__type(name:"Query"){name}}`), status: 200},
		{name: "typename", body: quoteQuery("{__typename}"), status: 200},

		{name: "timeout", body: quoteQuery("{wait}"), status: 200, code: "LIMIT", message: "took too long"},
		{name: "failure", body: quoteQuery("{fail}"), status: 200, code: "INTERNAL", message: "internal error"},
		{name: "panic", body: quoteQuery("{panic}"), status: 200, code: "INTERNAL"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			method := tt.method
			if method == "" {
				method = "POST"
			}
			headers := map[string]string{"Accept": graphqlSON}
			if method != "GET" {
				headers["Content-Type"] = plainJSON
			}
			for name, value := range tt.headers {
				headers[name] = value
			}
			res := send(t, method, address+tt.query, tt.body, headers)
			if res.StatusCode != tt.status || res.code() != tt.code {
				t.Fatalf("status %d, code %q, want %d, %q: %s", res.StatusCode, res.code(), tt.status, tt.code, res.text)
			}
			if tt.code != "" {
				if got := res.Errors[0].Extensions.Field; got != tt.field {
					t.Errorf("field = %q, want %q", got, tt.field)
				}
				if !strings.Contains(res.Errors[0].Message, tt.message) {
					t.Errorf("message = %q, want %q in it", res.Errors[0].Message, tt.message)
				}
			}
			for _, secret := range []string{"MARKER", "SELECT", "secret"} {
				if strings.Contains(res.text, secret) {
					t.Errorf("the response gives away %s: %s", secret, res.text)
				}
			}
			if carriedOut := res.StatusCode == 200; strings.Contains(res.text, `"data"`) != carriedOut {
				t.Errorf("data is there or missing: %s", res.text)
			}
			if res.StatusCode == 405 && res.Header.Get("Allow") == "" {
				t.Error("405 without Allow")
			}
		})
	}
}
