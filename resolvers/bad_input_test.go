package resolvers_test

import (
	"net/http"
	"strings"
	"testing"
)

// refusal is how bad input has to be answered.
type refusal struct {
	status               int
	code, field, message string
}

// badInput is an operation that must be refused.
type badInput struct {
	name, query, variables string
	want                   refusal
}

// TestBadInput sends what is wrong in one way each. None of it may change any
// data.
func TestBadInput(t *testing.T) {
	t.Parallel()
	a, ann := newReviewedAPI(t)
	clients := map[string]*client{
		"ann":   ann,
		"guest": {url: a.url},
		// Each may do whatever ann may but for one thing.
		"blind":    a.user(t, "blind", "product.view", "batch.pricing.*", "job.view", "job.cancel"),
		"creator":  a.user(t, "creator", "product.view", "batch.*.view", "batch.*.create", "job.view"),
		"editor":   a.user(t, "editor", "product.view", "batch.*.view", "batch.*.edit", "job.view"),
		"releaser": a.user(t, "releaser", "product.view", "batch.*.view", "batch.*.execute", "batch.*.delete"),
		"nobody":   a.user(t, "nobody"),
	}
	before := a.fingerprint(t)
	check := func(c badInput, got *answer) {
		t.Helper()
		a.check(t, c, got)
		if after := a.fingerprint(t); after != before {
			t.Errorf("%s: the data has changed", c.name)
			before = after
		}
	}
	for who, cases := range badByUser {
		for _, c := range cases {
			c.name = who + ": " + c.name
			check(c, clients[who].do(t, c.query, c.variables))
		}
	}
	for _, c := range badRequests {
		req := ann.request(t, http.MethodPost, operation("{ viewer { id } }", ""))
		c.change(req)
		check(badInput{name: c.name, want: c.want}, ann.send(t, req))
	}
}

// check compares an answer with how it has to be.
func (a *api) check(t *testing.T, c badInput, got *answer) {
	t.Helper()
	refused := refusal{status: got.status}
	if len(got.Errors) > 0 {
		first := got.Errors[0]
		refused = refusal{got.status, first.Extensions.Code, first.Extensions.Field, first.Message}
	}
	if refused != c.want {
		t.Errorf("%s:\n got %#v\nwant %#v\n%s", c.name, refused, c.want, got.body)
	}
	for field, value := range got.Data {
		if value != nil {
			t.Errorf("%s: there is an answer all the same: %s is %v", c.name, field, value)
		}
	}
}

// newReviewedAPI returns an API with a labels batch that is open (1), one that
// is executed (2), one that is complete (3), and a pricing batch that can't be
// executed (4).
func newReviewedAPI(t *testing.T) (*api, *client) {
	t.Helper()
	a := newAPI(t)
	seedCatalog(t, a.DB)
	a.Create(t, "labels", nil, onePrint)
	a.Execute(t, a.Create(t, "labels", nil, onePrint))
	complete := a.Create(t, "labels", nil, onePrint)
	blocked := a.Create(t, "pricing", nil, map[string]any{"rule": "percent", "percent": "5", "rounding": "cent"})
	for _, id := range []int64{complete.ID, blocked.ID} {
		if _, err := a.Batches.MarkComplete(a.Ctx, id); err != nil {
			t.Fatal(err)
		}
	}
	ann := a.buyer(t)
	used := ann.do(t, `mutation { createBatchFromQuery(input: {type: "labels", parameters: {quantity: 1, layout: "sheet_3x8"}, clientKey: "used"}) { batch { id } } }`, "")
	if used.code() != "" {
		t.Fatal(string(used.body))
	}
	a.populated(t, 5)
	return a, ann
}

// fingerprint is different when any of the API's data is.
func (a *api) fingerprint(t *testing.T) (sum string) {
	t.Helper()
	var tables []string
	for _, table := range []string{"product", "batch", "batch.label_row", "batch.pricing_row", "batch.row_change", "job", "job_chunk", "job_lane", "app_user", "sessions"} {
		tables = append(tables, "SELECT '"+table+"' || x::text AS line FROM "+table+" AS x")
	}
	err := a.DB.NewRaw("SELECT md5(string_agg(line, '' ORDER BY line)) FROM (" + strings.Join(tables, " UNION ALL ") + ") AS lines").
		Scan(a.Ctx, &sum)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
