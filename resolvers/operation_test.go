package resolvers_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sluicehq/sluice/catalog"
	"github.com/sluicehq/sluice/operation"
)

// operator returns a client that may do whatever can be done with operations.
func (a *api) operator(t testing.TB) *client {
	t.Helper()
	return a.user(t, "olga", "product.view", "operation.*")
}

func TestOperationStory(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	seedCatalog(t, a.DB)
	olga := a.operator(t)
	for _, step := range []string{
		"create", "create-by-reference", "claim", "extend", "finish", "start", "finish-failed", "finish-unstarted",
		"cancel", "cancel-by-context", "read", "list",
	} {
		olga.golden(t, "operations/"+step)
	}
	if _, err := a.accounts.DeleteUser(a.Ctx, "olga"); err != nil {
		t.Fatal(err)
	}
	a.user(t, "otto", "operation.*.view").golden(t, "operations/deleted-user")
}

// TestActionStory has groups run for operations.
func TestActionStory(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	olga := a.operator(t)
	if got := olga.do(t, createOperation, `{"in": {"type": "signup"}}`); got.code() != "" {
		t.Fatal(string(got.body))
	}
	for _, step := range []string{"run", "create-and-run", "repeat", "groups"} {
		olga.golden(t, "operations/"+step)
	}
}

// TestBulkStory creates products for an operation.
func TestBulkOperationStory(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	seedCatalog(t, a.DB)
	olga := a.user(t, "olga", "product.view", "product.edit", "operation.*")
	if got := olga.do(t, createOperation, `{"in": {"type": "assortment"}}`); got.code() != "" {
		t.Fatal(string(got.body))
	}
	olga.golden(t, "operations/create-products")
	olga.golden(t, "operations/created-products")

	const create = `mutation($in: CreateProductsInput!) { createProducts(input: $in) { created } }`
	refusal{200, "NOT_FOUND", "", "There is no such operation."}.check(t,
		olga.do(t, create, `{"in": {"operationId": "Operation:99", "products": [{"sku": "X-1"}]}}`))
	invalid("products", "Create 1 to 10000 products at once.").check(t, olga.do(t, create, `{"in": {"products": []}}`))
	refusal{200, "FORBIDDEN", "", `You need the permission "product.edit" for this. Ask an administrator for it.`}.check(t,
		a.user(t, "otto", "operation.*").do(t, create, `{"in": {"products": [{"sku": "X-1"}]}}`))
	refusal{200, "FORBIDDEN", "", `You need the permission "operation.assortment.run" for this. Ask an administrator for it.`}.check(t,
		a.user(t, "eve", "product.*").do(t, create, `{"in": {"operationId": "Operation:1", "products": [{"sku": "X-1"}]}}`))

	if got := olga.do(t, finishOperation, `{"in": {"id": "Operation:1", "result": "SUCCESSFUL"}}`); got.code() != "" {
		t.Fatal(string(got.body))
	}
	conflict("Operation 1 can't be added to: it has finished.").check(t,
		olga.do(t, create, `{"in": {"operationId": "Operation:1", "products": [{"sku": "X-1"}]}}`))
	if got := olga.do(t, `{ products(where: {sku: {startsWith: "X-"}}) { totalCount } }`, ""); !strings.Contains(string(got.body), `"totalCount":0`) {
		t.Errorf("there are products that were refused: %s", got.body)
	}
}

// TestDataOfOperations sends as much data as there may be, and a byte more.
func TestDataOfOperations(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	olga := a.operator(t)
	create := func(input string) *answer {
		t.Helper()
		return olga.do(t, createOperation, `{"in": {"type": "mail", "input": `+input+`}}`)
	}
	finish := func(output string) *answer {
		t.Helper()
		return olga.do(t, finishOperation, `{"in": {"id": "Operation:1", "result": "SUCCESSFUL", "output": `+output+`}}`)
	}
	most := `"` + strings.Repeat("<", operation.MaxData-2) + `"`
	more := `"` + strings.Repeat("x", operation.MaxData-1) + `"`
	for name, send := range map[string]func(string) *answer{"input": create, "output": finish} {
		tooMuch := refusal{200, "LIMIT", name, "The data is too large: at most 1 MB as JSON. Upload it, and say where it is."}
		if got := create(`{}`); got.code() != "" {
			t.Fatal(string(got.body))
		}
		tooMuch.check(t, send(more))
		if got := send(most); got.code() != "" {
			t.Errorf("%s of 1 MB: %.200s", name, got.body)
		}
	}
	var largest int
	err := a.DB.Pool.QueryRow(a.Ctx, "SELECT max(length(input #>> '{}')) + max(length(output #>> '{}')) FROM operation").Scan(&largest)
	if err != nil || largest != 2*(operation.MaxData-2) {
		t.Errorf("%d characters are kept (%v)", largest, err)
	}
}

// TestThousandsOfProducts creates as many products as one request may, and
// finds them again.
func TestThousandsOfProducts(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	olga := a.user(t, "olga", "product.view", "product.edit", "operation.*")
	if got := olga.do(t, createOperation, `{"in": {"type": "assortment"}}`); got.code() != "" {
		t.Fatal(string(got.body))
	}
	lines := make([]string, catalog.MaxCreate)
	for i := range lines {
		lines[i] = fmt.Sprintf(`{"sku": "SKU-%08d", "description": "A product of the new assortment, number %d", "price": "12.99"}`, i, i)
	}
	got := olga.do(t, `mutation($in: CreateProductsInput!) { createProducts(input: $in) { created rejected { index } } }`,
		`{"in": {"operationId": "Operation:1", "products": [`+strings.Join(lines, ",")+`]}}`)
	if want := `"created":10000,"rejected":[]`; !strings.Contains(string(got.body), want) {
		t.Fatalf("got %.300s, want %s", got.body, want)
	}
	got = olga.do(t, `{ products(where: {operation: {eq: "Operation:1"}}, first: 200) { totalCount nodes { sku } } }`, "")
	if count := strings.Count(string(got.body), `"SKU-`); count != 200 || !strings.Contains(string(got.body), `"totalCount":10000`) {
		t.Errorf("a page has %d products: %.200s", count, got.body)
	}
}

func TestOperationChanged(t *testing.T) {
	t.Parallel()
	for name, open := range transports {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			a := newIdleAPI(t, 0)
			olga := a.operator(t)
			create := func(kind string) {
				t.Helper()
				if got := olga.do(t, createOperation, `{"in": {"type": "`+kind+`"}}`); got.code() != "" {
					t.Fatal(string(got.body))
				}
			}
			create("mail")
			create("letter")
			changes := open(olga, t, "operation-changed")
			now := changes.next(t)
			create("mail")
			created := until(t, changes, `"number":3`)
			if got := olga.do(t, finishOperation, `{"in": {"id": "Operation:1", "result": "FAILED"}}`); got.code() != "" {
				t.Fatal(string(got.body))
			}
			finished := until(t, changes, `"FAILED"`)
			compare(t, "testdata/subscriptions/operation-changed.json", list(now, created, finished))
		})
	}
}

const (
	createOperation  = `mutation($in: CreateOperationInput!) { createOperation(input: $in) { operation { id } } }`
	finishOperation  = `mutation($in: FinishOperationInput!) { finishOperation(input: $in) { operation { id } } }`
	claimOperations  = `mutation($in: ClaimOperationsInput!) { claimOperations(input: $in) { operations { id } } }`
	extendOperation  = `mutation($in: ExtendOperationInput!) { extendOperation(input: $in) { operation { id } } }`
	cancelOperations = `mutation($in: CancelOperationsInput!) { cancelOperations(input: $in) { operations { id } } }`
	operationsWhere  = `query($w: OperationFilter) { operations(where: $w) { totalCount } }`
)

// badOperations ask for what can't be, over an operation that waits (1), one
// that runs (2), one that has finished (3) and one that was canceled (4).
var badOperations = []badInput{
	{
		"type with upper case", createOperation, `{"in": {"type": "Stock check"}}`,
		invalid("type", "A type starts with a lower-case letter, goes on with lower-case letters, digits, - and _, and has at most 100 characters."),
	},
	{
		"both moment and delay", createOperation, `{"in": {"type": "mail", "runAt": "2027-01-01T00:00:00Z", "delay": "1m"}}`,
		invalid("delay", "Say either runAt or delay."),
	},
	{
		"delay that is no duration", createOperation, `{"in": {"type": "mail", "delay": "soon"}}`,
		refusal{200, "INVALID", "delay", `This is not a length of time such as "90s", "15m" or "1h30m".`},
	},
	{
		"negative delay", createOperation, `{"in": {"type": "mail", "delay": "-1m"}}`,
		invalid("delay", "The delay can't be negative."),
	},
	{
		"delay of 11 years", createOperation, `{"in": {"type": "mail", "delay": "96360h"}}`,
		invalid("runAt", "An operation can be planned at most ten years ahead."),
	},
	{
		"context that says nothing", createOperation, `{"in": {"type": "mail", "context": {}}}`,
		invalid("context", "Say either the id of an object or a reference."),
	},
	{
		"context that says two things", createOperation, `{"in": {"type": "mail", "context": {"id": "Product:1", "reference": "7"}}}`,
		invalid("context", "Say either the id of an object or a reference."),
	},
	{
		"reference too long", createOperation, `{"in": {"type": "mail", "context": {"reference": "` + strings.Repeat("r", 201) + `"}}}`,
		invalid("context.reference", "A reference has 1 to 200 characters."),
	},
	{
		"missing object", createOperation, `{"in": {"type": "mail", "context": {"id": "Product:99"}}}`,
		invalid("context.id", "There is no such object."),
	},
	{
		"object of an unknown kind", createOperation, `{"in": {"type": "mail", "context": {"id": "TW9vbjox"}}}`,
		invalid("context.id", "There is no such object."),
	},
	{
		"NUL in the input", createOperation, `{"in": {"type": "mail", "input": {"text": "\u0000"}}}`,
		invalid("", "A text contains a character that can't be stored."),
	},
	{
		"start of what runs", `mutation { startOperation(input: {id: "Operation:2"}) { operation { id } } }`, "",
		conflict("Operation 2 can't be started: it is running already."),
	},
	{
		"start of what was canceled", `mutation { startOperation(input: {id: "Operation:4"}) { operation { id } } }`, "",
		conflict("Operation 4 can't be started: it has been canceled."),
	},
	{
		"start of nothing", `mutation { startOperation(input: {id: "Operation:99"}) { operation { id } } }`, "",
		refusal{200, "NOT_FOUND", "", "There is no such operation."},
	},
	{
		"start of a product", `mutation { startOperation(input: {id: "Product:1"}) { operation { id } } }`, "",
		refusal{200, "NOT_FOUND", "", "There is no such operation."},
	},
	{
		"finish of what has finished", finishOperation, `{"in": {"id": "Operation:3", "result": "SUCCESSFUL"}}`,
		conflict("Operation 3 can't be finished: it has finished already."),
	},
	{
		"finish of another attempt", finishOperation, `{"in": {"id": "Operation:2", "result": "SUCCESSFUL", "attempt": 7}}`,
		refusal{200, "CONFLICT", "attempt", "Operation 2 can't be finished: attempt 7 is over, and it is at attempt 1 now."},
	},
	{
		"error of a success", finishOperation, `{"in": {"id": "Operation:2", "result": "SUCCESSFUL", "error": "none"}}`,
		invalid("error", "Only an operation that failed has an error."),
	},
	{
		"empty error", finishOperation, `{"in": {"id": "Operation:2", "result": "FAILED", "error": ""}}`,
		invalid("error", "Say why it failed with 1 to 2000 characters."),
	},
	{
		"cancel of what runs", `mutation { cancelOperation(input: {id: "Operation:2"}) { operation { id } } }`, "",
		conflict("Operation 2 can't be canceled: it is running; finish it instead."),
	},
	{
		"cancel by no context", cancelOperations, `{"in": {"type": "mail", "context": {}}}`,
		invalid("context", "Say either the id of an object or a reference."),
	},
	{
		"claim of no type", claimOperations, `{"in": {"type": ""}}`,
		invalid("type", "Say which type of operations you work on."),
	},
	{
		"claim of none", claimOperations, `{"in": {"type": "mail", "limit": 0}}`,
		invalid("limit", "Claim 1 to 1000 operations at once."),
	},
	{
		"claim for too short", claimOperations, `{"in": {"type": "mail", "lease": "1ms"}}`,
		invalid("lease", "A lease lasts from a second to 24 hours."),
	},
	{
		"claim of the future", claimOperations, `{"in": {"type": "mail", "olderThan": "-1s"}}`,
		invalid("olderThan", "An age is between 0 and ten years."),
	},
	{
		"extension of what waits", extendOperation, `{"in": {"id": "Operation:1", "attempt": 1}}`,
		conflict("Operation 1 can't be kept: it does not run yet."),
	},
	{
		"extension of another attempt", extendOperation, `{"in": {"id": "Operation:2", "attempt": 2}}`,
		refusal{200, "CONFLICT", "attempt", "Operation 2 can't be kept: attempt 2 is over, and it is at attempt 1 now."},
	},
	{
		"extension for too long", extendOperation, `{"in": {"id": "Operation:2", "attempt": 1, "lease": "25h"}}`,
		invalid("lease", "A lease lasts from a second to 24 hours."),
	},
	{
		"unknown group", createOperation, `{"in": {"type": "mail", "run": {"group": "nobody"}}}`,
		invalid("group", "There is no such action group."),
	},
	{
		"unknown route", createOperation, `{"in": {"type": "mail", "run": {"group": "welcome-mail", "route": "moon"}}}`,
		invalid("route", "There is no such route."),
	},
	{
		"run without a group", `mutation { runOperation(input: {id: "Operation:1"}) { operation { id } } }`, "",
		invalid("group", "Say which action group to run."),
	},
	{
		"run of what has finished", `mutation { runOperation(input: {id: "Operation:3", group: "welcome-mail"}) { operation { id } } }`, "",
		conflict("Operation 3 can't be started: it has finished."),
	},
	{
		"again what runs", `mutation { repeatOperation(input: {id: "Operation:2"}) { operation { id } } }`, "",
		conflict("Operation 2 can't be run again: it is running."),
	},
	{
		"unknown status", operationsWhere, `{"w": {"status": ["LATE"]}}`,
		refusal{400, "INVALID", "w.status", "The value does not have the type that is expected here."},
	},
	{
		"list by an id of another kind", operationsWhere, `{"w": {"id": {"eq": "Product:1"}}}`,
		invalid("where.id", "This is not the id of a operation."),
	},
	{
		"list by no context", operationsWhere, `{"w": {"context": {}}}`,
		invalid("context", "Say either the id of an object or a reference."),
	},
	{
		"page too large", `{ operations(first: 201) { totalCount } }`, "",
		invalid("first", "Ask for 1 to 200 items a page."),
	},
	{
		"cursor of another order", `{ operations(after: "Cursor:{\"o\":\"SKU+\",\"v\":\"A\",\"k\":1}") { totalCount } }`, "",
		invalid("after", "The cursor belongs to another order of the list. Start from the first page."),
	},
}

func TestBadOperations(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	seedCatalog(t, a.DB)
	olga := a.operator(t)
	if got := olga.do(t, `mutation {
		one: createOperation(input: {type: "mail"}) { operation { id } }
		two: createOperation(input: {type: "mail"}) { operation { id } }
		three: createOperation(input: {type: "mail"}) { operation { id } }
		four: createOperation(input: {type: "mail"}) { operation { id } }
		startOperation(input: {id: "Operation:2"}) { operation { id } }
		finishOperation(input: {id: "Operation:3", result: SUCCESSFUL}) { operation { id } }
		cancelOperation(input: {id: "Operation:4"}) { operation { id } }
	}`, ""); got.code() != "" {
		t.Fatal(string(got.body))
	}
	before := a.fingerprint(t)
	for _, c := range badOperations {
		t.Run(c.name, func(t *testing.T) { c.want.check(t, olga.do(t, c.query, c.variables)) })
	}
	if a.fingerprint(t) != before {
		t.Error("the data has changed")
	}
}

func TestPermissionsOfOperations(t *testing.T) {
	t.Parallel()
	a := newIdleAPI(t, 0)
	olga := a.operator(t)
	for _, kind := range []string{"mail", "letter"} {
		if got := olga.do(t, createOperation, `{"in": {"type": "`+kind+`"}}`); got.code() != "" {
			t.Fatal(string(got.body))
		}
	}
	calls := map[string]operationAt{
		"list":   {query: `{ operations { totalCount } }`},
		"read":   {query: `{ operation(id: "Operation:1") { id } }`},
		"none":   {query: `{ operation(id: "Operation:99") { id } }`},
		"create": {createOperation, `{"in": {"type": "mail"}}`},
		"start":  {query: `mutation { startOperation(input: {id: "Operation:1"}) { operation { id } } }`},
		"claim":  {claimOperations, `{"in": {"type": "mail"}}`},
		"cancel": {query: `mutation { cancelOperation(input: {id: "Operation:1"}) { operation { id } } }`},
		"retract": {
			cancelOperations, `{"in": {"type": "mail", "context": {"reference": "7"}}}`,
		},
	}
	users := map[string]*client{
		"nobody": a.user(t, "nobody"),
		"reader": a.user(t, "reader", "operation.mail.view"),
		"writer": a.user(t, "writer", "operation.letter.*"),
	}
	a.refuses(t, users, calls, map[string]map[string]string{
		"nobody": {
			"list": "operation.*.view", "read": "operation.mail.view", "none": "operation.*.view", "create": "operation.mail.create",
			"start": "operation.*.run", "claim": "operation.mail.run", "cancel": "operation.*.cancel", "retract": "operation.mail.cancel",
		},
		"reader": {"create": "operation.mail.create", "start": "operation.*.run", "cancel": "operation.*.cancel"},
		"writer": {
			"read": "operation.mail.view", "create": "operation.mail.create", "start": "operation.mail.run",
			"claim": "operation.mail.run", "cancel": "operation.mail.cancel",
		},
	})
	for who, want := range map[string]string{"reader": `"nodes":[{"number":1}]`, "writer": `"nodes":[{"number":2}]`} {
		if got := string(users[who].do(t, `{ operations { nodes { number } } }`, "").body); !strings.Contains(got, want) {
			t.Errorf("%s sees %s, want %s", who, got, want)
		}
	}
}
