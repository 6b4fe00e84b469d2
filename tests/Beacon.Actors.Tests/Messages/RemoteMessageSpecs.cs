using System.Collections;
using System.Collections.Immutable;
using System.Net;
using System.Reflection;
using System.Text.Json;
using Beacon.Actors.Components;
using Beacon.Actors.Messages;
using Beacon.Records.Events;

namespace Beacon.Actors.Tests.Messages;

/// <summary>Every message between a run and its components can be sent to another machine.</summary>
public class RemoteMessageSpecs
{
    public static TheoryData<string> Names() => [.. Types().Select(type => type.FullName!)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_message_is_equal_after_a_round_trip_through_generated_JSON(string name)
    {
        var type = Types().Single(type => type.FullName == name);
        var info = RemoteMessageJson.Default.GetTypeInfo(type);
        Assert.True(info is not null, $"add [JsonSerializable(typeof({type.Name}))] to {nameof(RemoteMessageJson)}");

        var message = Sample(type);
        var json = JsonSerializer.Serialize(message, info);
        AssertSame(message, JsonSerializer.Deserialize(json, info), type.Name);
    }

    [Fact]
    public void Messages_with_local_handles_are_not_marked()
    {
        var local = typeof(StatsProtocol).GetNestedTypes().Concat(typeof(WatchProtocol).GetNestedTypes());
        Assert.DoesNotContain(local, type => type.IsAssignableTo(typeof(IRemoteMessage)));
    }

    private static IEnumerable<Type> Types() =>
        typeof(IRemoteMessage)
            .Assembly.GetTypes()
            .Where(type => type.IsAssignableTo(typeof(IRemoteMessage)))
            .Concat(typeof(RunEvent).Assembly.GetTypes().Where(type => type.IsAssignableTo(typeof(RunEvent))))
            .Where(type => !type.IsAbstract);

    /// <summary>A value in which every property is set.</summary>
    private static object Sample(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return Sample(underlying);
        if (type.IsEnum)
            return Enum.GetValues(type).Cast<object>().Last();
        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(ImmutableArray<>))
            return SampleArray(type.GetGenericArguments()[0]);
        return type switch
        {
            _ when type == typeof(string) => "text \u001b é",
            _ when type == typeof(bool) => true,
            _ when type == typeof(int) => 7,
            _ when type == typeof(long) => long.MaxValue,
            _ when type == typeof(double) => 0.1,
            _ when type == typeof(TimeSpan) => new TimeSpan(1, 2, 3, 4, 5, 6),
            _ when type == typeof(DateTimeOffset) => new DateTimeOffset(2026, 1, 2, 3, 4, 5, 6, TimeSpan.Zero),
            _ when type == typeof(IPEndPoint) => new IPEndPoint(IPAddress.Loopback, 9000),
            _ => SampleRecord(type),
        };
    }

    private static object SampleArray(Type element)
    {
        var array = Array.CreateInstance(element, 1);
        array.SetValue(Sample(element), 0);
        return typeof(ImmutableArray)
            .GetMethods()
            .Single(method => method.Name == "CreateRange" && method.GetParameters().Length == 1)
            .MakeGenericMethod(element)
            .Invoke(null, [array])!;
    }

    private static object SampleRecord(Type type)
    {
        var constructor = type.GetConstructors().OrderBy(constructor => constructor.GetParameters().Length).LastOrDefault();
        Assert.True(constructor is not null, $"{type} is no plain data: it has no public constructor");
        var value = constructor.Invoke([.. constructor.GetParameters().Select(parameter => Sample(parameter.ParameterType))]);
        foreach (var property in Properties(type))
            property.SetValue(value, Sample(property.PropertyType));
        return value;
    }

    private static IEnumerable<PropertyInfo> Properties(Type type) =>
        type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite);

    private static void AssertSame(object? expected, object? actual, string path)
    {
        if (expected is null || actual is null || IsLeaf(expected.GetType()))
            Assert.True(Equals(expected, actual), $"{path}: {expected} became {actual}");
        else if (expected is IEnumerable items)
        {
            var (before, after) = (items.Cast<object?>().ToList(), ((IEnumerable)actual).Cast<object?>().ToList());
            Assert.Equal(before.Count, after.Count);
            for (var index = 0; index < before.Count; index++)
                AssertSame(before[index], after[index], $"{path}[{index}]");
        }
        else
        {
            Assert.Equal(expected.GetType(), actual.GetType());
            foreach (var property in Properties(expected.GetType()))
                AssertSame(property.GetValue(expected), property.GetValue(actual), $"{path}.{property.Name}");
        }
    }

    private static bool IsLeaf(Type type) =>
        type.IsPrimitive
        || type.IsEnum
        || type == typeof(string)
        || type == typeof(TimeSpan)
        || type == typeof(DateTimeOffset)
        || type == typeof(IPEndPoint);
}
