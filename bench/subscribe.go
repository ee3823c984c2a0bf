package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"strings"
)

// subscribe listens by server-sent events and calls each with the data of every
// event, until that returns false or the subscription ends.
func subscribe[T any](ctx context.Context, c *client, query string, variables map[string]any, each func(T) (more bool)) error {
	response, err := c.post(ctx, "text/event-stream", query, variables)
	if err != nil {
		return err
	}
	defer response.Body.Close()
	for lines := bufio.NewScanner(response.Body); lines.Scan(); {
		text, ok := strings.CutPrefix(lines.Text(), "data: ")
		if !ok {
			continue
		}
		var event struct {
			Data   T
			Errors json.RawMessage
		}
		if err := json.Unmarshal([]byte(text), &event); err != nil {
			return fmt.Errorf("the event %.200q: %w", text, err)
		}
		if event.Errors != nil {
			return fmt.Errorf("the event: %s", event.Errors)
		}
		if !each(event.Data) {
			return nil
		}
	}
	return fmt.Errorf("the subscription ended with %s", response.Status)
}
