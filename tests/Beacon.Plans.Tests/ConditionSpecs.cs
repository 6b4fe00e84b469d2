namespace Beacon.Plans.Tests;

public class ConditionSpecs
{
    [Theory]
    [InlineData("< 50us", Relation.Less, 50, "µs", "< 50 µs")]
    [InlineData("<=1,000", Relation.LessOrEqual, 1000, "", "<= 1000")]
    [InlineData(" >  0 ", Relation.Greater, 0, "", "> 0")]
    [InlineData(">= 1.5 GB/s", Relation.GreaterOrEqual, 1.5, "GB/s", ">= 1.5 GB/s")]
    [InlineData("= 0", Relation.Equal, 0, "", "= 0")]
    [InlineData("== -3", Relation.Equal, -3, "", "= -3")]
    [InlineData("!= 5%", Relation.NotEqual, 5, "%", "!= 5%")]
    [InlineData("> 12 orders per second", Relation.Greater, 12, "orders per second", "> 12 orders per second")]
    public void A_limit_is_a_number_with_or_without_a_unit(string text, Relation relation, double limit, string unit, string canonical)
    {
        var condition = Read(text);
        Assert.Equal((relation, limit, unit, null), (condition.Relation, condition.Limit, condition.Unit, condition.Other));
        Assert.Equal(canonical, $"{condition}");
        Assert.Equal(condition, Read(canonical));
    }

    [Theory]
    [InlineData("= matching-engine.orders-received", "matching-engine.orders-received")]
    [InlineData("<p99", "p99")]
    [InlineData("< Orders Sent", "Orders Sent")]
    public void A_limit_that_begins_with_a_letter_is_another_statistic(string text, string other) => Assert.Equal(other, Read(text).Other);

    [Theory]
    [InlineData("")]
    [InlineData("50us")]
    [InlineData("<")]
    [InlineData("< 50us or so, I think")]
    [InlineData("< 50 us (mean)")]
    [InlineData("=> 5")]
    [InlineData("<> 5")]
    [InlineData("< *.p99")]
    [InlineData("< 1e999")]
    [InlineData("~ 5")]
    public void Anything_else_is_refused_with_examples(string text)
    {
        Assert.False(Condition.TryParse(text, out _, out var error));
        Assert.Contains($"\"{text}\": expected a condition such as < 50us", error);
    }

    [Theory]
    [InlineData("< 5", 4.9, true)]
    [InlineData("< 5", 5, false)]
    [InlineData("<= 5", 5, true)]
    [InlineData("<= 5", 5.1, false)]
    [InlineData("> 5", 5, false)]
    [InlineData("> 5", 5.1, true)]
    [InlineData(">= 5", 5, true)]
    [InlineData(">= 5", 4.9, false)]
    [InlineData("= 5", 5, true)]
    [InlineData("= 5", 5.000001, false)]
    [InlineData("!= 5", 5, false)]
    [InlineData("!= 5", 4, true)]
    public void A_relation_holds_as_in_arithmetic(string text, double value, bool holds) =>
        Assert.Equal(holds, Read(text).Holds(value, Read(text).Limit));

    [Fact]
    public void What_a_unit_costs_in_precision_makes_no_difference()
    {
        var third = 1000.0 / 3;
        Assert.True(Read("= 1").Holds(third * 3 * (1 + 1e-15), 1000));
        Assert.False(Read("< 1").Holds(1000 * (1 - 1e-15), 1000));
    }

    [Theory]
    [InlineData("p99 < 50us", "p99", "< 50 µs")]
    [InlineData("tick-to-trade.p99<=50us", "tick-to-trade.p99", "<= 50 µs")]
    [InlineData("Orders Sent = orders-received", "Orders Sent", "= orders-received")]
    [InlineData("*.errors != 1", "*.errors", "!= 1")]
    public void An_expectation_is_a_name_and_a_condition(string text, string statistic, string condition)
    {
        Assert.True(Expectation.TryParse(text, out var expectation, out _));
        Assert.Equal((statistic, condition), (expectation!.Statistic, $"{expectation.Condition}"));
    }

    [Theory]
    [InlineData("p99", "expected STATISTIC CONDITION")]
    [InlineData("< 5", "expected STATISTIC CONDITION")]
    [InlineData("p99 <", "expected a condition such as")]
    public void An_expectation_without_a_name_or_a_condition_is_refused(string text, string message)
    {
        Assert.False(Expectation.TryParse(text, out var none, out var error));
        Assert.Null(none);
        Assert.Contains(message, error);
    }

    private static Condition Read(string text) =>
        Condition.TryParse(text, out var condition, out var error) ? condition! : throw new FormatException(error);
}
