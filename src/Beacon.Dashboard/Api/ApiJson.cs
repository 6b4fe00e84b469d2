using System.Text.Json.Serialization;
using Beacon.Dashboard.Living;

namespace Beacon.Dashboard.Api;

/// <summary>The JSON of the dashboard's own answers; what a record or a run says is passed on as it is.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(Refusal))]
[JsonSerializable(typeof(PageUpdate))]
[JsonSerializable(typeof(Order))]
[JsonSerializable(typeof(RunListPage))]
internal sealed partial class ApiJson : JsonSerializerContext;
