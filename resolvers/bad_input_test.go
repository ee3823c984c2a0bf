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

// invalid is the refusal of an operation that is valid but for its values.
func invalid(field, message string) refusal { return refusal{200, "INVALID", field, message} }

func conflict(message string) refusal { return refusal{200, "CONFLICT", "", message} }

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
	before := a.fingerprint(t)
	unchanged := func(t *testing.T) {
		t.Helper()
		if after := a.fingerprint(t); after != before {
			t.Errorf("the data has changed")
			before = after
		}
	}
	for _, cases := range [][]badInput{badLists, badCreations, badChanges, badBulkChanges, badJobs, badChunks, badExceptions, badDocuments} {
		for _, c := range cases {
			t.Run(c.name, func(t *testing.T) {
				c.want.check(t, ann.do(t, c.query, c.variables))
				unchanged(t)
			})
		}
	}
	for _, c := range badRequests {
		t.Run(c.name, func(t *testing.T) {
			req := ann.request(t, http.MethodPost, requestOf("{ viewer { id } }", ""))
			c.change(req)
			c.want.check(t, ann.send(t, req))
			unchanged(t)
		})
	}
}

// check compares an answer with how it has to be.
func (want refusal) check(t *testing.T, a *answer) {
	t.Helper()
	got := refusal{status: a.status}
	if len(a.Errors) > 0 {
		first := a.Errors[0]
		got = refusal{a.status, first.Extensions.Code, first.Extensions.Field, first.Message}
	}
	if got != want {
		t.Errorf("\n got %#v\nwant %#v\n%s", got, want, a.body)
	}
	for field, value := range a.Data {
		if value != nil {
			t.Errorf("there is an answer all the same: %s is %v", field, value)
		}
	}
}

// newReviewedAPI returns an API with a labels batch that is open (1), one that
// is executed (2), one that is complete (3), and a pricing batch that can't be
// executed (4), and jobs of sizing: one that has finished and stored items away
// (7), and one that nobody has started (8).
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
	used := ann.do(t, createBatch, withLabels(`"clientKey": "used"`))
	if used.code() != "" {
		t.Fatal(string(used.body))
	}
	a.populated(t, 5)
	a.start(t, a.spellOut(t), finished)
	a.spellOut(t)
	return a, ann
}

// fingerprint is different when any of the API's data is.
func (a *api) fingerprint(t *testing.T) (sum string) {
	t.Helper()
	var tables []string
	for _, table := range []string{"product", "batch", "batch.label_row", "batch.pricing_row", "batch.row_change", "batch.bulk_change", "batch.bulk_change_part", "batch_event", "job", "job_chunk", "job_lane", "job_exception", "job_result", "partitioning", "operation", "app_user", "sessions"} {
		tables = append(tables, "SELECT '"+table+"' || x::text AS line FROM "+table+" AS x")
	}
	err := a.DB.NewRaw("SELECT md5(string_agg(line, '' ORDER BY line)) FROM ("+strings.Join(tables, " UNION ALL ")+") AS lines").
		Scan(a.Ctx, &sum)
	if err != nil {
		t.Fatal(err)
	}
	return sum
}
