package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"time"
)

// client speaks GraphQL with the server.
type client struct {
	http  *http.Client
	url   string
	token string
}

// newClient returns one that keeps so many connections.
func newClient(url, token string, connections int) *client {
	return &client{
		http:  &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: connections}},
		url:   url,
		token: token,
	}
}

// post sends an operation; accept is the media type of the answer.
func (c *client) post(ctx context.Context, accept, query string, variables map[string]any) (*http.Response, error) {
	body, err := json.Marshal(map[string]any{"query": query, "variables": variables})
	if err != nil {
		return nil, err
	}
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, c.url+"/graphql", bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Accept", accept)
	request.Header.Set("Authorization", "Bearer "+c.token)
	request.Header.Set("X-Sluice-Csrf", "1")
	return c.http.Do(request)
}

// do sends an operation and reads the answer's data into data, which may be nil.
func (c *client) do(ctx context.Context, query string, variables map[string]any, data any) error {
	response, err := c.post(ctx, "application/json", query, variables)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	raw, err := io.ReadAll(response.Body)
	if err != nil {
		return err
	}
	var answer struct {
		Data   json.RawMessage
		Errors []struct{ Message string }
	}
	if err := json.Unmarshal(raw, &answer); err != nil {
		return fmt.Errorf("the answer %.200q: %w", raw, err)
	}
	if len(answer.Errors) > 0 {
		return fmt.Errorf("the answer: %s", answer.Errors[0].Message)
	}
	if data == nil {
		return nil
	}
	return json.Unmarshal(answer.Data, data)
}

// await asks for a batch's state until it is the wanted one.
func (c *client) await(ctx context.Context, id, state string) error {
	for {
		var data struct{ Batch struct{ State string } }
		err := c.do(ctx, `query ($id: ID!) { batch(id: $id) { state } }`, map[string]any{"id": id}, &data)
		switch {
		case err != nil:
			return err
		case data.Batch.State == state:
			return nil
		case data.Batch.State == "FAILED" || data.Batch.State == "CANCELED":
			return fmt.Errorf("the batch is %s", data.Batch.State)
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(20 * time.Millisecond):
		}
	}
}
