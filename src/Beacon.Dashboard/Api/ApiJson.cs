using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Beacon.Dashboard.Living;

namespace Beacon.Dashboard.Api;

/// <summary>The JSON of the dashboard's own answers; what a record or a run says is passed on as it is.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(PageUpdate))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(PendingOrder))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(RunListPage))]
internal sealed partial class ApiJson : JsonSerializerContext
{
    /// <summary>Writes markup readably: the answers are JSON, never a part of a page.</summary>
    public static ApiJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
