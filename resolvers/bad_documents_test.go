package resolvers_test

import (
	"io"
	"net/http"
	"net/url"
	"strings"
)

// badDocuments are not valid, or ask for too much.
var badDocuments = []badInput{
	{
		"syntax error", `{ products(`, "",
		refusal{400, "INVALID", "", "The document has a syntax error."},
	},
	{
		"unknown field", `{ products { nothing } }`, "",
		refusal{400, "INVALID", "", "A field does not exist on its type."},
	},
	{
		"unknown fragment", `{ products { ...nothing } }`, "",
		refusal{400, "INVALID", "", "A fragment is not defined."},
	},
	{
		"no operation of that name", `query A { viewer { id } } query B { viewer { id } }`, "",
		refusal{400, "INVALID", "", "There is no such operation in the document. If it has several, name one of them in operationName."},
	},
	{
		"very deep query", `{ jobs { nodes ` + strings.Repeat(`{ batch { populationJob `, 8) + `{ id }` + strings.Repeat(` } }`, 8) + ` } }`, "",
		refusal{400, "LIMIT", "", "The operation is nested too deep: 19 levels, at most 16 are accepted."},
	},
	{
		"query too complex", `{ batches(first: 200) { nodes { rows(first: 500) { nodes { id } } } } }`, "",
		refusal{400, "LIMIT", "", "The operation asks for too much at once: its cost is 200401, at most 20000 is accepted. Ask for smaller pages or fewer fields."},
	},
	{
		"21 fields at the top", `{ ` + aliases(21) + ` }`, "",
		refusal{400, "LIMIT", "", "The operation asks for too much at once: it has 21 fields at the top, at most 20 are accepted."},
	},
	{
		"document too long", `{ ` + strings.Repeat(`viewer { id } `, 2000) + ` }`, "",
		refusal{400, "LIMIT", "", "The document is too long. Ask for less at once."},
	},
	{
		"number out of range", `mutation { createUpload(file: 1e999) { upload { id } } }`, "",
		refusal{400, "INVALID", "", "A number in the operation is out of range. Pass it as a string."},
	},
	{
		"introspection", `{ __schema { types { name } } }`, "",
		refusal{403, "FORBIDDEN", "", "Introspection is off. The schema is published with Sluice; the server's operator can turn introspection on with --introspection."},
	},
	{
		"subscription as a request", `subscription { jobsChanged { active } }`, "",
		refusal{400, "INVALID", "", "Subscribe over a WebSocket, or accept text/event-stream."},
	},
}

func aliases(n int) string {
	var fields strings.Builder
	for i := range n {
		fields.WriteString(string(rune('a'+i)) + ": viewer { id } ")
	}
	return fields.String()
}

func setBody(req *http.Request, body string) {
	req.Body = io.NopCloser(strings.NewReader(body))
	req.ContentLength = int64(len(body))
}

// badRequests are wrong on the level of HTTP. Each changes a good request.
var badRequests = []struct {
	name   string
	change func(*http.Request)
	want   refusal
}{
	{
		"20 MB", func(r *http.Request) {
			setBody(r, `{"query":"{ viewer { id } }","variables":{"x":"`+strings.Repeat("x", 20<<20)+`"}}`)
		},
		refusal{413, "LIMIT", "", "The request is too large: at most 2097152 bytes are accepted here. Send less at once."},
	},
	{"mutation without the CSRF header", func(r *http.Request) {
		r.Header.Del("X-Sluice-Csrf")
		setBody(r, requestOf(`mutation { deleteBatch(input: {id: "Batch:1"}) { deletedId } }`, ""))
	}, refusal{403, "FORBIDDEN", "", "Send the header X-Sluice-Csrf: 1 with every mutation and upload. It protects against forged requests."}},
	{"mutation by GET", func(r *http.Request) {
		r.Method = http.MethodGet
		r.URL.RawQuery = url.Values{"query": {`mutation { signOut { signedOut } }`}}.Encode()
	}, refusal{405, "INVALID", "", "Only queries can be sent with GET. Use POST."}},
	{
		"PUT", func(r *http.Request) { r.Method = http.MethodPut },
		refusal{405, "INVALID", "", "Use POST, or GET for queries."},
	},
	{
		"array of operations", func(r *http.Request) { setBody(r, "["+requestOf("{ viewer { id } }", "")+"]") },
		refusal{400, "INVALID", "", "Send one operation per request: batches of operations are not accepted."},
	},
	{
		"no JSON", func(r *http.Request) { setBody(r, "query=1") },
		refusal{400, "INVALID", "", "The body of the request is not valid JSON."},
	},
	{
		"two values", func(r *http.Request) { setBody(r, requestOf("{ viewer { id } }", "")+"{}") },
		refusal{400, "INVALID", "", "The body of the request is not valid JSON."},
	},
	{
		"empty body", func(r *http.Request) { setBody(r, "") },
		refusal{400, "INVALID", "", "The request has no body."},
	},
	{
		"no query", func(r *http.Request) { setBody(r, `{"variables":{}}`) },
		refusal{400, "INVALID", "", "There is no query. Send the document in the field query."},
	},
	{
		"query that is no text", func(r *http.Request) { setBody(r, `{"query":1}`) },
		refusal{400, "INVALID", "", "The request does not have the form of a GraphQL request: query and operationName are texts, variables and extensions are objects."},
	},
	{
		"variables that are no object", func(r *http.Request) { setBody(r, `{"query":"{ viewer { id } }","variables":[]}`) },
		refusal{400, "INVALID", "", "The request does not have the form of a GraphQL request: query and operationName are texts, variables and extensions are objects."},
	},
	{
		"form", func(r *http.Request) { r.Header.Set("Content-Type", "application/x-www-form-urlencoded") },
		refusal{415, "INVALID", "", "Send the request as application/json in UTF-8, or files as multipart/form-data."},
	},
	{
		"plain text", func(r *http.Request) { r.Header.Set("Content-Type", "text/plain") },
		refusal{415, "INVALID", "", "Send the request as application/json in UTF-8, or files as multipart/form-data."},
	},
	{
		"no content type", func(r *http.Request) { r.Header.Del("Content-Type") },
		refusal{415, "INVALID", "", "Send the request as application/json in UTF-8, or files as multipart/form-data."},
	},
	{
		"unknown charset", func(r *http.Request) { r.Header.Set("Content-Type", "application/json; charset=latin1") },
		refusal{415, "INVALID", "", "Send the request as application/json in UTF-8, or files as multipart/form-data."},
	},
	{
		"answer as a page", func(r *http.Request) { r.Header.Set("Accept", "text/html") },
		refusal{406, "INVALID", "", "Answers come as application/graphql-response+json or application/json."},
	},
	{
		"unknown token", func(r *http.Request) { r.Header.Set("Authorization", "Bearer slc_unknown") },
		refusal{401, "UNAUTHENTICATED", "", "This API token is not valid: it is mistyped, expired or revoked. Make a new one with: sluice token create"},
	},
	{"foreign WebSocket origin", func(r *http.Request) {
		r.Method = http.MethodGet
		for name, value := range map[string]string{
			"Connection": "Upgrade", "Upgrade": "websocket", "Sec-WebSocket-Version": "13", "Sec-WebSocket-Key": "AAAAAAAAAAAAAAAAAAAAAA==",
			"Sec-WebSocket-Protocol": "graphql-transport-ws", "Origin": "https://evil.example",
		} {
			r.Header.Set(name, value)
		}
	}, refusal{403, "FORBIDDEN", "", "Pages of this origin may not connect. The server's operator can allow it with --allowed-origins."}},
}
