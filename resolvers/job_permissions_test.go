package resolvers_test

import "testing"

// jobOperations are what a permission is needed for, at jobs of sizing.
var jobOperations = map[string]operationAt{
	"applications":       {query: `{ applications { name } }`},
	"partitionings":      {query: `{ partitionings(application: "sizing") { id } }`},
	"partitioning":       {query: `{ node(id: "Partitioning:1") { id } }`},
	"no partitioning":    {query: `{ node(id: "Partitioning:99") { id } }`},
	"workers":            {query: `{ workers { id } }`},
	"job":                {query: `{ job(id: "Job:7") { exceptions { totalCount } } }`},
	"no job":             {query: `{ job(id: "Job:99") { id } }`},
	"chunk":              {query: `{ node(id: "Chunk:7.1") { id } }`},
	"exception":          {query: `{ node(id: "Exception:7.1") { id } }`},
	"create":             {createJob, withSizing("")},
	"start":              {query: `mutation { startJob(input: {id: "Job:8"}) { job { id } } }`},
	"start no job":       {query: `mutation { startJob(input: {id: "Job:99"}) { job { id } } }`},
	"try":                {query: `mutation { tryJob(input: {id: "Job:8"}) { job { id } } }`},
	"pause":              {query: `mutation { pauseJob(input: {id: "Job:8"}) { job { id } } }`},
	"resume":             {query: `mutation { resumeJob(input: {id: "Job:8"}) { job { id } } }`},
	"cancel":             {query: `mutation { cancelJob(input: {id: "Job:8"}) { job { id } } }`},
	"update":             {query: `mutation { updateJob(input: {id: "Job:8", priority: 1}) { job { id } } }`},
	"process":            {query: `mutation { processChunks(input: {id: "Job:8"}) { job { id } } }`},
	"retry":              {query: `mutation { retryChunks(input: {id: "Job:8"}) { job { id } } }`},
	"reprocess":          {query: `mutation { reprocessChunks(input: {id: "Job:7"}) { job { id } } }`},
	"process exceptions": {query: `mutation { processExceptions(input: {id: "Job:7"}) { job { id } } }`},
	"resolve":            {resolve, `{"in": {"jobId": "Job:7", "where": {}, "decision": "SKIP"}}`},
	"delete":             {query: `mutation { deleteJob(input: {id: "Job:7"}) { deletedId } }`},
}

// missingAtJobs are the permissions that users lack, by operation.
var missingAtJobs = map[string]map[string]string{
	"nobody": {
		"applications": "job.*.view", "partitionings": "job.sizing.view", "partitioning": "job.sizing.view",
		"no partitioning": "job.*.view", "workers": "job.*.view", "no job": "job.*.view", "start no job": "job.*.view",
		"job": "job.sizing.view", "chunk": "job.sizing.view", "exception": "job.sizing.view",
		"create": "job.sizing.create", "start": "job.sizing.run", "resolve": "job.sizing.resolve", "delete": "job.sizing.delete",
	},
	"auditor": {
		"create": "job.sizing.create",
		"start":  "job.sizing.run", "try": "job.sizing.run", "pause": "job.sizing.run", "resume": "job.sizing.run",
		"cancel": "job.sizing.run", "update": "job.sizing.run", "process": "job.sizing.run", "retry": "job.sizing.run",
		"reprocess": "job.sizing.run", "process exceptions": "job.sizing.run",
		"resolve": "job.sizing.resolve", "delete": "job.sizing.delete",
	},
	"planner":  {"start": "job.sizing.run", "resolve": "job.sizing.resolve", "delete": "job.sizing.delete"},
	"operator": {"create": "job.sizing.create", "resolve": "job.sizing.resolve", "delete": "job.sizing.delete"},
	"clerk":    {"create": "job.sizing.create", "start": "job.sizing.run", "process exceptions": "job.sizing.run", "delete": "job.sizing.delete"},
	"janitor":  {"create": "job.sizing.create", "start": "job.sizing.run", "resolve": "job.sizing.resolve"},
	"printer":  {"job": "job.sizing.view", "chunk": "job.sizing.view", "start": "job.sizing.run", "partitionings": "job.sizing.view"},
}

func TestJobPermissions(t *testing.T) {
	t.Parallel()
	a, _ := newReviewedAPI(t)
	users := map[string]*client{
		"nobody":   a.user(t, "nobody"),
		"auditor":  a.user(t, "auditor", "job.*.view"),
		"planner":  a.user(t, "planner", "job.sizing.view", "job.sizing.create"),
		"operator": a.user(t, "operator", "job.sizing.view", "job.sizing.run"),
		"clerk":    a.user(t, "clerk", "job.sizing.view", "job.sizing.resolve"),
		"janitor":  a.user(t, "janitor", "job.sizing.view", "job.sizing.delete"),
		"printer":  a.user(t, "printer", "job.batch.*"),
	}
	a.refuses(t, users, jobOperations, missingAtJobs)
}

// What the viewer may do with a job depends on the permissions.
func TestOfferedActions(t *testing.T) {
	t.Parallel()
	a, _ := newReviewedAPI(t)
	for login, want := range map[string]struct{ permission, actions string }{
		"auditor":  {"job.sizing.nothing", `[]`},
		"operator": {"job.sizing.run", `["START","TRY","CANCEL","ADJUST","PROCESS"]`},
		"janitor":  {"job.sizing.delete", `["DELETE"]`},
	} {
		user := a.user(t, login, "job.sizing.view", want.permission)
		got := user.do(t, `{ job(id: "Job:8") { allowedActions } }`, "")
		if data := dataOf(t, got); data != `{"job":{"allowedActions":`+want.actions+`}}` {
			t.Errorf("%s is offered %s, want %s", login, data, want.actions)
		}
	}
}
