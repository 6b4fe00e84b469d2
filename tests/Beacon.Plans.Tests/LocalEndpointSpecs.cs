using System.Net;

namespace Beacon.Plans.Tests;

public class LocalEndpointSpecs
{
    [Theory]
    [InlineData("127.0.0.1:9000", "127.0.0.1")]
    [InlineData("127.0.0.1:9000", "0.0.0.0")]
    [InlineData("127.0.0.1:9000", "::ffff:127.0.0.1")]
    [InlineData("127.0.0.1:9000", "::ffff:0.0.0.0")]
    [InlineData("127.0.0.1:9000", "::")]
    [InlineData("[::ffff:127.0.0.1]:9000", "127.0.0.1")]
    [InlineData("[::1]:9000", "::1")]
    [InlineData("[::1]:9000", "::")]
    [InlineData("[fe80::1]:9000", "fe80::1%2")]
    [InlineData("[fe80::1%2]:9000", "fe80::1")]
    [InlineData("0.0.0.0:9000", "0.0.0.0")]
    [InlineData("0.0.0.0:9000", "::")]
    [InlineData("[::]:9000", "::")]
    [InlineData("239.255.0.1:12345", "239.255.0.1")]
    [InlineData("239.255.0.1:12345", "0.0.0.0")]
    [InlineData("239.255.0.1:12345", "::")]
    [InlineData("[ff02::1]:12345", "::")]
    [InlineData("9000", "127.0.0.2")]
    [InlineData("9000", "::1")]
    public void An_endpoint_is_served_by_a_socket_whose_address_covers_its_own(string endpoint, string bound) =>
        Assert.True(Endpoint(endpoint).IsServedBy(IPAddress.Parse(bound)));

    [Theory]
    [InlineData("127.0.0.1:9000", "127.0.0.2")]
    [InlineData("127.0.0.1:9000", "::ffff:127.0.0.2")]
    [InlineData("127.0.0.1:9000", "::1")]
    [InlineData("[::1]:9000", "127.0.0.1")]
    [InlineData("[::1]:9000", "0.0.0.0")]
    [InlineData("[::1]:9000", "::2")]
    [InlineData("0.0.0.0:9000", "127.0.0.1")]
    [InlineData("[::]:9000", "::1")]
    [InlineData("[::]:9000", "0.0.0.0")]
    [InlineData("239.255.0.1:12345", "239.255.0.2")]
    public void An_endpoint_is_not_served_by_a_socket_on_another_address(string endpoint, string bound) =>
        Assert.False(Endpoint(endpoint).IsServedBy(IPAddress.Parse(bound)));

    [Theory]
    [InlineData("127.0.0.1:9000", false)]
    [InlineData("0.0.0.0:9000", false)]
    [InlineData("[::ffff:127.0.0.1]:9000", false)]
    [InlineData("[::1]:9000", true)]
    [InlineData("[::]:9000", true)]
    [InlineData("9000", true)]
    public void A_socket_for_IPv6_alone_does_not_serve_IPv4(string endpoint, bool isServed) =>
        Assert.Equal(isServed, Endpoint(endpoint).IsServedBy(IPAddress.IPv6Any, isIPv6Only: true));

    private static LocalEndpoint Endpoint(string text)
    {
        Assert.True(LocalEndpoint.TryParse(text, out var endpoint, out _));
        return endpoint;
    }
}
