namespace Beacon.Records.Layout;

/// <summary>A record was written by a later version, with a schema that this version does not know.</summary>
/// <param name="folder">The record folder.</param>
/// <param name="schema">The schema of its <c>run.json</c>.</param>
/// <param name="known">The latest schema that this version knows.</param>
public sealed class NewerRecordException(string folder, int schema, int known)
    : Exception(
        $"{Path.GetFileName(folder)} was written by a later version of Beacon.Actors: its run.json has schema {schema}, "
            + $"this version reads up to {known}; read it with that version, or later"
    );
