namespace Beacon.Plans;

/// <summary>An HTTP GET is answered with the expected status.</summary>
/// <param name="Url">An absolute http or https URL.</param>
/// <param name="Status">The status expected; null: any from 200 to 299.</param>
public sealed record HttpProbe(Uri Url, int? Status) : Probe("http")
{
    /// <inheritdoc />
    public override string Subject => Status is null ? $"{Url}" : $"{Url} ({Status})";
}
