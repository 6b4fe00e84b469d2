namespace Beacon.Dashboard.Logs;

/// <summary>A request asks for what makes no sense.</summary>
/// <param name="message">What is wrong, with the value, and the way out.</param>
/// <param name="kind">The kind, in snake case.</param>
/// <param name="status">The status that answers it.</param>
internal sealed class BadCallException(string message, string kind = "bad_call", int status = StatusCodes.Status400BadRequest)
    : Exception(message)
{
    public string Kind => kind;

    public int Status => status;
}
