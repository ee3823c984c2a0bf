package resolvers_test

import "strings"

const createJob = `mutation($in: CreateJobInput!) { createJob(input: $in) { job { id } } }`

// withSizing is the input for a job of sizing that is right but for what is
// given besides.
func withSizing(more string) string {
	return `{"in": {"application": "sizing", "parameters": {"gram": "gr"}, "name": "n", "source": "products"` + more + `}}`
}

// badJobs ask for jobs that can't be, and for what a job does not allow.
var badJobs = []badInput{
	{
		"unknown application", createJob, `{"in": {"application": "posters", "name": "n", "source": "products"}}`,
		invalid("application", "There is no such application that one can create jobs of."),
	},
	{
		"application of batches", createJob, `{"in": {"application": "batch.execute", "name": "n", "source": "batch:1"}}`,
		invalid("application", "There is no such application that one can create jobs of."),
	},
	{
		"job without parameters", createJob, `{"in": {"application": "sizing", "name": "n", "source": "products"}}`,
		invalid("parameters.gram", "What to write for g is required."),
	},
	{
		"parameters of a job that are no object", createJob, `{"in": {"application": "sizing", "name": "n", "source": "products", "parameters": [1]}}`,
		invalid("parameters", `This must be a JSON object: {"key": value, …}.`),
	},
	{
		"unknown parameter of a job", createJob, `{"in": {"application": "sizing", "name": "n", "source": "products", "parameters": {"gram": "g", "liter": "l"}}}`,
		invalid("parameters", "There is an unknown key. Known are: gram."),
	},
	{
		"job without a name", createJob, `{"in": {"application": "sizing", "name": "", "source": "products", "parameters": {"gram": "g"}}}`,
		invalid("name", "Name the job, with at most 200 characters."),
	},
	{
		"description of a job too long", createJob, withSizing(`, "description": "` + strings.Repeat("d", 2001) + `"`),
		invalid("description", "Describe the job with at most 2000 characters."),
	},
	{
		"source that is not understood", createJob, `{"in": {"application": "sizing", "name": "n", "source": "moon", "parameters": {"gram": "g"}}}`,
		invalid("source", "Write products."),
	},
	{
		"job without a source", createJob, `{"in": {"application": "sizing", "name": "n", "parameters": {"gram": "g"}}}`,
		invalid("source", "Write products."),
	},
	{
		"results of a missing job", createJob, `{"in": {"application": "sizing", "name": "n", "source": "results:99", "parameters": {"gram": "g"}}}`,
		invalid("source", "There is no such job."),
	},
	{
		"exceptions of another application's job", createJob, `{"in": {"application": "sizing", "name": "n", "source": "exceptions:1", "parameters": {"gram": "g"}}}`,
		invalid("source", "Job 1 is one of the application batch.populate; its items mean nothing to sizing."),
	},
	{
		"unknown partitioning", createJob, withSizing(`, "partitioning": "thirds"`),
		invalid("partitioning", "Choose a partitioning such as size_5000 (chunks of so many items), every_200 (so many chunks, each a fair sample), sample_100 (so many items from all over) or test_10 (the first so many)."),
	},
	{
		"partitioning too great", createJob, withSizing(`, "partitioning": "size_9999999"`),
		invalid("partitioning", "The number of size_N can be at most 1000000."),
	},
	{
		"missing kept partitioning", createJob, withSizing(`, "partitioningId": "Partitioning:99"`),
		invalid("partitioningId", "There is no such partitioning of this application's sources."),
	},
	{
		"kept partitioning of another kind", createJob, withSizing(`, "partitioningId": "Job:1"`),
		invalid("partitioningId", "This is not the id of a partitioning."),
	},
	{
		"parallelism too great", createJob, withSizing(`, "parallelism": 65`),
		invalid("parallelism", "Choose a parallelism of 1 to 64."),
	},
	{
		"negative rate", createJob, withSizing(`, "rate": -1`),
		invalid("rate", "Choose a rate of 1 to 1000000000 items per second, or none."),
	},
	{
		"priority out of range", `mutation { updateJob(input: {id: "Job:8", priority: 5}) { job { id } } }`, "",
		invalid("priority", "Choose a priority of 1 (first) to 4 (last)."),
	},
	{
		"parallelism of 0", `mutation { updateJob(input: {id: "Job:8", parallelism: 0}) { job { id } } }`, "",
		invalid("parallelism", "Choose a parallelism of 1 to 64."),
	},
	{
		"rate beyond 32 bits", `mutation { updateJob(input: {id: "Job:8", rate: 99999999999}) { job { id } } }`, "",
		invalid("rate", "Choose a rate of 1 to 1000000000 items per second, or none."),
	},
	{
		"starting a job again", `mutation { startJob(input: {id: "Job:7"}) { job { id } } }`, "",
		conflict("Job 7 can't be started: it has been started already, and has finished."),
	},
	{
		"pausing a job that does not run", `mutation { pauseJob(input: {id: "Job:8"}) { job { id } } }`, "",
		conflict("Job 8 can't be paused: it has not been started yet."),
	},
	{
		"resuming a finished job", `mutation { resumeJob(input: {id: "Job:7"}) { job { id } } }`, "",
		conflict("Job 7 can't be resumed: it has finished; there is nothing left to do."),
	},
	{
		"canceling a finished job", `mutation { cancelJob(input: {id: "Job:7"}) { job { id } } }`, "",
		conflict("Job 7 can't be canceled: it has finished; there is nothing to cancel."),
	},
	{
		"deleting a batch's job", `mutation { deleteJob(input: {id: "Job:1"}) { deletedId } }`, "",
		conflict("Job 1 belongs to a batch; go there for this."),
	},
	{
		"trying a batch's job", `mutation { tryJob(input: {id: "Job:1"}) { job { id } } }`, "",
		conflict("Job 1 belongs to a batch; go there for this."),
	},
	{
		"trying nothing", `mutation { tryJob(input: {id: "Job:8", items: 0}) { job { id } } }`, "",
		invalid("items", "Try 1 to 1000 items."),
	},
	{
		"trying too much", `mutation { tryJob(input: {id: "Job:8", items: 1001}) { job { id } } }`, "",
		invalid("items", "Try 1 to 1000 items."),
	},
	{
		"starting a missing job", `mutation { startJob(input: {id: "Job:99"}) { job { id } } }`, "",
		refusal{200, "NOT_FOUND", "", "There is no such job."},
	},
	{
		"deleting what is no job", `mutation { deleteJob(input: {id: "Batch:1"}) { deletedId } }`, "",
		refusal{200, "NOT_FOUND", "", "There is no such job."},
	},
	{
		"state that jobs don't show", `{ jobs(where: {state: [DELETING]}) { totalCount } }`, "",
		refusal{400, "INVALID", "", "A value does not have the type that is expected in its place."},
	},
	{
		"id of another kind of object among jobs", `{ jobs(where: {id: {eq: "Batch:1"}}) { totalCount } }`, "",
		invalid("where.id", "This is not the id of a job."),
	},
	{
		"name of a job too long", `query($n: String) { jobs(where: {name: {contains: $n}}) { totalCount } }`, `{"n": "` + strings.Repeat("n", 201) + `"}`,
		invalid("where.name", "The text is too long: at most 200 characters."),
	},
	{
		"description of a job with NUL", `{ jobs(where: {description: {eq: "\u0000"}}) { totalCount } }`, "",
		invalid("where.description.eq", "The text has a character that can't be stored (NUL)."),
	},
	{
		"figures of many jobs", `{ jobs(first: 200) { nodes { dag { program } } } }`, "",
		refusal{400, "LIMIT", "", "The operation asks for too much at once: its cost is 100401, at most 20000 is accepted. Ask for smaller pages or fewer fields."},
	},
	{
		"exceptions of many jobs", `{ jobs { nodes { exceptions { totalCount } } } }`, "",
		refusal{400, "LIMIT", "", "The operation asks for too much at once: its cost is 27601, at most 20000 is accepted. Ask for smaller pages or fewer fields."},
	},
}
