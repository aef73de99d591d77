package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net/url"
	"slices"
	"strings"
)

// realignDownload asks for the address of a snapshot, and then for what lies
// there.
type realignDownload struct{ api *graphQL }

func (d realignDownload) file(ctx context.Context, q Question, into *bytes.Buffer) error {
	var answer struct{ Graph struct{ Download string } }
	if err := d.api.fetch(ctx, requestBody(downloadQuery, q), &answer); err != nil {
		return err
	}
	base, err := url.Parse(d.api.url)
	if err != nil {
		return err
	}
	address, err := base.Parse(answer.Graph.Download)
	if err != nil {
		return fmt.Errorf("the address of the download: %w", err)
	}
	return d.api.get(ctx, address.String(), into)
}

// Ask downloads a snapshot, whole.
func (d realignDownload) Ask(ctx context.Context, q Question) error {
	buffer := buffers.Get().(*bytes.Buffer)
	defer buffers.Put(buffer)
	if err := d.file(ctx, q, buffer); err != nil {
		return err
	}
	text := bytes.TrimSuffix(buffer.Bytes(), []byte("\n"))
	if !bytes.HasPrefix(text[bytes.LastIndexByte(text, '\n')+1:], []byte(`{"type":"end"`)) {
		return errors.New("the download is cut short")
	}
	return nil
}

// Answer downloads a snapshot and returns its ties.
func (d realignDownload) Answer(ctx context.Context, q Question) ([]string, error) {
	var buffer bytes.Buffer
	if err := d.file(ctx, q, &buffer); err != nil {
		return nil, err
	}
	var out []string
	for text := range bytes.Lines(buffer.Bytes()) {
		var row struct {
			Type, ID, Kind, Start, End string
			Parties                    []struct{ Actor string }
		}
		if err := json.Unmarshal(text, &row); err != nil {
			return nil, fmt.Errorf("a line of the download is no JSON: %w", err)
		}
		if row.Type != "relation" {
			continue
		}
		if len(row.Parties) != 2 {
			return nil, fmt.Errorf("%s has %d parties in the download, want 2", row.ID, len(row.Parties))
		}
		out = append(out, line(local(row.ID), strings.ToLower(row.Kind), row.Start, row.End, local(row.Parties[0].Actor), local(row.Parties[1].Actor)))
	}
	slices.Sort(out)
	return out, nil
}
