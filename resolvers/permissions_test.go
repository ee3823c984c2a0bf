package resolvers_test

import (
	"fmt"
	"strings"
	"testing"
)

type operationAt struct{ query, variables string }

// operations are what a permission is needed for, at batches of labels and
// their jobs.
var operations = map[string]operationAt{
	"products":     {query: `{ products { totalCount } }`},
	"product":      {query: `{ node(id: "Product:1") { id } }`},
	"departments":  {query: `{ departments { id } }`},
	"vendor":       {query: `{ node(id: "Vendor:1") { id } }`},
	"batch types":  {query: `{ batchTypes { key } }`},
	"batches":      {query: `{ batches { totalCount } }`},
	"batch":        {query: `{ batch(id: "Batch:1") { id } }`},
	"no batch":     {query: `{ batch(id: "Batch:99") { id } }`},
	"preview":      {query: `{ previewBatch(id: "Batch:1") { changed } }`},
	"export":       {query: `{ exportRows(batchId: "Batch:1") { url } }`},
	"row":          {query: `{ node(id: "Row:1.1") { id } }`},
	"create":       {createBatch, withLabels(`"description": ""`)},
	"from batch":   {query: `mutation { createBatchFromBatch(input: {type: "labels", batchId: "Batch:1"}) { batch { id } } }`},
	"drift":        {query: `{ batch(id: "Batch:1") { sourceDrift { added } } }`},
	"ask again":    {query: `mutation { refreshSource(input: {id: "Batch:1"}) { added } }`},
	"edit":         {editRows, `{"in": {"batchId": "Batch:1", "rows": [{"id": "Row:1.1", "version": 1, "values": {"quantity": 2}}]}}`},
	"remove":       {query: `mutation { removeRows(input: {batchId: "Batch:1", ids: ["Row:1.1"]}) { rows { id } } }`},
	"restore":      {query: `mutation { restoreRows(input: {batchId: "Batch:1", ids: ["Row:1.1"]}) { rows { id } } }`},
	"edit all":     {query: `mutation { updateRowsWhere(input: {batchId: "Batch:1", change: {column: "size", operation: SET, value: "x"}}) { changed } }`},
	"remove all":   {query: `mutation { removeRowsWhere(input: {batchId: "Batch:1"}) { changed } }`},
	"restore all":  {query: `mutation { restoreRowsWhere(input: {batchId: "Batch:1"}) { changed } }`},
	"refresh":      {query: `mutation { refreshBatch(input: {id: "Batch:1"}) { changed } }`},
	"refresh one":  {query: `mutation { refreshRows(input: {batchId: "Batch:1", where: {ids: ["Row:1.1"]}}) { changed } }`},
	"rename":       {query: `mutation { updateBatch(input: {id: "Batch:1", version: 3, notes: "x"}) { batch { id } } }`},
	"complete":     {query: `mutation { markBatchComplete(input: {id: "Batch:1"}) { batch { id } } }`},
	"reopen":       {query: `mutation { reopenBatch(input: {id: "Batch:3"}) { batch { id } } }`},
	"approve":      {query: `mutation { approveBatch(input: {id: "Batch:3", version: 3}) { batch { id } } }`},
	"withdraw":     {query: `mutation { withdrawApproval(input: {id: "Batch:3"}) { batch { id } } }`},
	"execute":      {query: `mutation { executeBatch(input: {id: "Batch:3"}) { batch { id } } }`},
	"retry":        {query: `mutation { retryRows(input: {batchId: "Batch:2"}) { retried } }`},
	"clone":        {query: `mutation { cloneBatch(input: {id: "Batch:2"}) { batch { id } } }`},
	"undo":         {query: `mutation { undoBatch(input: {id: "Batch:2"}) { batch { id } } }`},
	"purge":        {query: `mutation { purgeBatch(input: {id: "Batch:2", early: true}) { batch { id } } }`},
	"delete":       {query: `mutation { deleteBatch(input: {id: "Batch:1"}) { deletedId } }`},
	"execute all":  {query: `mutation { executeBatches(input: {where: {}}) { done } }`},
	"refresh many": {query: `mutation { refreshBatches(input: {where: {}}) { done } }`},
	"delete all":   {query: `mutation { deleteBatches(input: {where: {}}) { done } }`},
	"filters":      {query: `{ savedFilters(place: "products") { id } }`},
	"row filters":  {query: `{ savedFilters(place: "rows:labels") { id } }`},
	"job filters":  {query: `{ savedFilters(place: "jobs") { id } }`},
	"importing":    {query: `{ previewImporter(input: {importer: "products", uploadId: "Upload:1"}) { report { lines } } }`},
	"save":         {query: `mutation { createSavedFilter(input: {place: "batches", name: "n", where: {}}) { savedFilter { id } } }`},
	"by hand":      {query: `mutation { createBatch(input: {type: "labels", parameters: {quantity: 1, layout: "sheet_3x8"}}) { batch { id } } }`},
	"populate":     {query: `mutation { populateBatch(input: {id: "Batch:1"}) { batch { id } } }`},
	"add":          {query: `mutation { addRows(input: {batchId: "Batch:1", rows: [{sku: "B-1"}]}) { rows { id } } }`},
	"scan":         {query: `mutation { quickEntry(input: {batchId: "Batch:1", code: "B-1"}) { new } }`},
	"jobs":         {query: `{ jobs { totalCount } }`},
	"job":          {query: `{ job(id: "Job:1") { id } }`},
	"cancel":       {query: `mutation { cancelJob(input: {id: "Job:1"}) { job { id } } }`},
}

// missing are the permissions that users lack, by operation.
var missing = map[string]map[string]string{
	"nobody": {
		"products": "product.view", "product": "product.view", "departments": "product.view", "vendor": "product.view",
		"batch types": "batch.*.view", "batches": "batch.*.view", "batch": "batch.*.view", "no batch": "batch.*.view", "preview": "batch.*.view", "row": "batch.*.view",
		"create": "batch.labels.view", "edit": "batch.*.view", "execute": "batch.*.view",
		"filters": "product.view", "row filters": "batch.labels.view", "job filters": "job.*.view", "importing": "importer.products.run", "save": "batch.*.view",
		"execute all": "batch.*.view", "delete all": "batch.*.view",
		"jobs": "job.*.view", "job": "job.batch.populate.view", "cancel": "job.batch.populate.run",
	},
	"reader": {
		"create": "batch.labels.create", "from batch": "batch.labels.create", "by hand": "batch.labels.create", "populate": "batch.labels.create",
		"edit": "batch.labels.edit", "ask again": "batch.labels.edit", "add": "batch.labels.edit", "scan": "batch.labels.edit", "remove": "batch.labels.edit", "restore": "batch.labels.edit", "rename": "batch.labels.edit",
		"edit all": "batch.labels.edit", "remove all": "batch.labels.edit", "restore all": "batch.labels.edit",
		"refresh": "batch.labels.refresh", "refresh one": "batch.labels.refresh",
		"complete": "batch.labels.complete", "reopen": "batch.labels.complete",
		"export": "batch.labels.export", "retry": "batch.labels.execute", "clone": "batch.labels.create",
		"execute": "batch.labels.execute", "undo": "batch.labels.undo", "purge": "batch.labels.purge", "approve": "batch.labels.approve", "withdraw": "batch.labels.approve", "delete": "batch.labels.delete",
		"execute all": "batch.*.execute", "refresh many": "batch.*.refresh", "delete all": "batch.*.delete", "cancel": "job.batch.populate.run",
	},
	"pruner":   {"purge": "batch.labels.purge"},
	"creator":  {"edit": "batch.labels.edit", "execute": "batch.labels.execute", "delete": "batch.labels.delete"},
	"editor":   {"create": "batch.labels.create", "refresh": "batch.labels.refresh", "complete": "batch.labels.complete", "execute": "batch.labels.execute", "delete": "batch.labels.delete"},
	"releaser": {"create": "batch.labels.create", "reopen": "batch.labels.complete", "jobs": "job.*.view", "cancel": "job.batch.populate.run"},
	"foreman":  {"products": "product.view", "create": "product.view", "ask again": "product.view"},
}

// hidden are operations at what a user who may see other batches does not see.
var hidden = map[string][]string{
	"pricer": {"edit", "remove", "rename", "complete", "reopen", "execute", "delete"},
}

func TestPermissions(t *testing.T) {
	t.Parallel()
	a, _ := newReviewedAPI(t)
	clients := map[string]*client{
		"nobody":   a.user(t, "nobody"),
		"reader":   a.user(t, "reader", "product.view", "batch.*.view", "job.*.view"),
		"pruner":   a.user(t, "pruner", "batch.*.view", "batch.*.delete", "batch.*.execute"),
		"creator":  a.user(t, "creator", "product.view", "batch.*.view", "batch.*.create"),
		"editor":   a.user(t, "editor", "product.view", "batch.*.view", "batch.*.edit"),
		"releaser": a.user(t, "releaser", "product.view", "batch.*.view", "batch.*.execute", "batch.*.delete"),
		"foreman":  a.user(t, "foreman", "batch.*", "job.*"),
		"pricer":   a.user(t, "pricer", "product.view", "batch.pricing.*", "job.*"),
	}
	before := a.fingerprint(t)
	a.refuses(t, clients, operations, missing)
	for who, names := range hidden {
		for _, name := range names {
			t.Run(who+": "+name, func(t *testing.T) {
				refusal{200, "NOT_FOUND", "", "There is no such batch."}.check(t, clients[who].do(t, operations[name].query, operations[name].variables))
			})
		}
	}
	if after := a.fingerprint(t); after != before {
		t.Error("the data has changed")
	}
}

// refuses carries out operations for users who lack a permission, and all of
// them for a guest. None may change anything.
func (a *api) refuses(t *testing.T, users map[string]*client, operations map[string]operationAt, missing map[string]map[string]string) {
	t.Helper()
	before := a.fingerprint(t)
	guest := &client{url: a.url}
	for name, o := range operations {
		t.Run("guest: "+name, func(t *testing.T) {
			refusal{200, "UNAUTHENTICATED", "", "Sign in first."}.check(t, guest.do(t, o.query, o.variables))
		})
	}
	for who, permissions := range missing {
		for name, permission := range permissions {
			t.Run(who+": "+name, func(t *testing.T) {
				message := fmt.Sprintf("You need the permission %q for this. Ask an administrator for it.", permission)
				refusal{200, "FORBIDDEN", "", message}.check(t, users[who].do(t, operations[name].query, operations[name].variables))
			})
		}
	}
	if after := a.fingerprint(t); after != before {
		t.Error("the data has changed")
	}
}

// Subscribing needs the same permissions as reading.
func TestPermissionToSubscribe(t *testing.T) {
	t.Parallel()
	a, _ := newReviewedAPI(t)
	nobody := a.user(t, "nobody")
	for query, want := range map[string]string{
		`subscription { jobProgress(id: "Job:1") { state } }`:         `You need the permission \"job.batch.populate.view\"`,
		`subscription { dagStatistics(jobId: "Job:7") { program } }`:  `You need the permission \"job.sizing.view\"`,
		`subscription { exceptionRaised(jobId: "Job:7") { open } }`:   `You need the permission \"job.sizing.view\"`,
		`subscription { jobsChanged { active } }`:                     `You need the permission \"job.*.view\"`,
		`subscription { operationChanged { id } }`:                    `You need the permission \"operation.*.view\"`,
		`subscription { batchChanged(id: "Batch:1") { state } }`:      `You need the permission \"batch.*.view\"`,
		`subscription { rowsChanged(batchId: "Batch:1") { cursor } }`: `You need the permission \"batch.*.view\"`,
	} {
		events := nobody.events(t, requestOf(query, ""))
		if got := string(events.next(t)); !strings.Contains(got, want) || !strings.Contains(got, `"FORBIDDEN"`) {
			t.Errorf("%s is answered with %s", query, got)
		}
		if more := events.next(t); more != nil {
			t.Errorf("%s goes on with %s", query, more)
		}
	}
}
