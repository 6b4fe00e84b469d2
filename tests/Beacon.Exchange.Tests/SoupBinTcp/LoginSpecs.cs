using Beacon.Exchange.SoupBinTcp;

namespace Beacon.Exchange.Tests.SoupBinTcp;

public class LoginSpecs
{
    private const string Request = "'beaconsecret    ' '       1AB' '                  42'";

    [Fact]
    public void A_login_request_of_3_00_has_46_bytes_of_payload()
    {
        var request = new LoginRequest("beacon", "secret", "1AB", 42);
        var payload = new byte[LoginRequest.Size];

        Assert.Equal(46, request.Write(payload));

        Assert.Equal(Wire.Bytes(Request), payload);
        Assert.True(LoginRequest.TryRead(payload, out var read));
        Assert.Equal(request, read);
    }

    [Fact]
    public void A_login_request_of_4_10_adds_the_time_out()
    {
        var request = new LoginRequest("beacon", "secret", "1AB", 42, TimeoutMilliseconds: 1500);
        var payload = new byte[LoginRequest.SizeWithTimeout];

        Assert.Equal(51, request.Write(payload));

        Assert.Equal(Wire.Bytes(Request + "' 1500'"), payload);
        Assert.True(LoginRequest.TryRead(payload, out var read));
        Assert.Equal(request, read);
    }

    [Theory]
    [InlineData("'beaconsecret              ' '                 4x'")]
    [InlineData("'beaconsecret              ' '                  -1'")]
    [InlineData("'beaconsecret              ' '99999999999999999999'")]
    [InlineData("'beaconsecret              ' '                   1' '  1 5'")]
    [InlineData("'beacon'")]
    [InlineData("")]
    public void A_login_request_with_a_wrong_length_or_number_is_not_read(string payload) =>
        Assert.False(LoginRequest.TryRead(Wire.Bytes(payload), out _));

    [Fact]
    public void A_blank_sequence_number_means_from_now_on()
    {
        Assert.True(LoginRequest.TryRead(Wire.Bytes("'beacon                              ' '          '"), out var request));
        Assert.Equal(new LoginRequest("beacon", "", "", 0), request);
    }

    [Fact]
    public void A_login_accepted_names_session_and_next_sequence_number_padded_on_the_left()
    {
        var payload = new byte[LoginAccepted.Size];

        Assert.Equal(30, new LoginAccepted("7", 1).Write(payload));

        Assert.Equal(Wire.Bytes("'         7' '                   1'"), payload);
        Assert.True(LoginAccepted.TryRead(payload, out var read));
        Assert.Equal(new LoginAccepted("7", 1), read);
        Assert.False(LoginAccepted.TryRead(payload.AsSpan(1), out _));
    }

    [Theory]
    [InlineData(LoginRejectReason.NotAuthorized, "'A'")]
    [InlineData(LoginRejectReason.SessionNotAvailable, "'S'")]
    public void A_login_rejected_gives_the_reason_in_one_letter(LoginRejectReason reason, string bytes)
    {
        var payload = new byte[LoginRejected.Size];

        new LoginRejected(reason).Write(payload);

        Assert.Equal(Wire.Bytes(bytes), payload);
        Assert.True(LoginRejected.TryRead(payload, out var read));
        Assert.Equal(reason, read.Reason);
        Assert.False(LoginRejected.TryRead([], out _));
    }
}
