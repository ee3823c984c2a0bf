//go:build unix

package crashtest

import (
	"bytes"
	"encoding/json"
	"net/http"
	"os/exec"
	"strings"
	"testing"
)

// client is a script that uses the API with a token.
type client struct {
	url   string // of the server, which may change when it is restarted
	token string
}

// newToken makes an API token at the command line.
func newToken(t *testing.T, settings []string) string {
	t.Helper()
	cmd := exec.Command(program, "token", "create", t.Name())
	cmd.Env = append(foreignEnv(), settings...)
	var stderr bytes.Buffer
	cmd.Stderr = &stderr
	secret, err := cmd.Output()
	if err != nil {
		t.Fatalf("making an API token: %v\n%s", err, &stderr)
	}
	return strings.TrimSpace(string(secret))
}

type request struct {
	Query     string         `json:"query"`
	Variables map[string]any `json:"variables,omitempty"`
}

// ask sends an operation and reads the data of the answer into data. Errors
// fail the test.
func (c client) ask(t *testing.T, query string, variables map[string]any, data any) {
	t.Helper()
	body, err := json.Marshal(request{query, variables})
	if err != nil {
		t.Fatal(err)
	}
	post, err := http.NewRequestWithContext(t.Context(), http.MethodPost, c.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	post.Header.Set("Content-Type", "application/json")
	post.Header.Set("X-Sluice-Csrf", "1")
	post.Header.Set("Authorization", "Bearer "+c.token)
	response, err := http.DefaultClient.Do(post)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	answer := struct {
		Data   any
		Errors json.RawMessage
	}{Data: data}
	if err := json.NewDecoder(response.Body).Decode(&answer); err != nil {
		t.Fatalf("reading the answer to %s: %v", query, err)
	}
	if answer.Errors != nil {
		t.Fatalf("%s: %s", query, answer.Errors)
	}
}

// createBatch makes a pricing batch of all products, 10 % up, and returns its id.
func (c client) createBatch(t *testing.T) string {
	t.Helper()
	var data struct {
		CreateBatchFromQuery struct{ Batch struct{ ID string } }
	}
	c.ask(t, `mutation($parameters: JSON) {
		createBatchFromQuery(input: {type: "pricing", parameters: $parameters}) { batch { id } }
	}`, map[string]any{"parameters": map[string]any{"rule": "percent", "percent": "10", "rounding": "cent"}}, &data)
	return data.CreateBatchFromQuery.Batch.ID
}

// state returns the state of a batch.
func (c client) state(t *testing.T, batch string) string {
	t.Helper()
	var data struct{ Batch struct{ State string } }
	c.ask(t, `query($id: ID!) { batch(id: $id) { state } }`, map[string]any{"id": batch}, &data)
	return data.Batch.State
}

// execute says that the review of a batch is done and executes it.
func (c client) execute(t *testing.T, batch string) {
	t.Helper()
	id := map[string]any{"id": batch}
	c.ask(t, `mutation($id: ID!) { markBatchComplete(input: {id: $id}) { batch { id } } }`, id, nil)
	c.ask(t, `mutation($id: ID!) { executeBatch(input: {id: $id}) { batch { id } } }`, id, nil)
}
