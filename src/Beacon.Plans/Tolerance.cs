namespace Beacon.Plans;

/// <summary>How much worse a statistic may become before that is a regression.</summary>
/// <remarks>As text: <c>+5%</c>, <c>-3%</c>, <c>±2%</c>, <c>5%</c>, <c>+2us</c>, <c>+5%,2us</c>. See <see cref="TryParse"/>.</remarks>
public sealed record Tolerance
{
    /// <summary>The default: 0.5 %.</summary>
    public static readonly Tolerance Default = new() { Share = 0.005 };

    /// <summary>
    /// Which way is better; null: what the unit suggests (lower for times, higher for rates), and where it suggests nothing, neither.
    /// </summary>
    public Better? Better { get; init; }

    /// <summary>The tolerated difference as a share of the baseline's median, 0 or more.</summary>
    public double Share { get; init; }

    /// <summary>A difference that is always tolerated, in <see cref="FloorUnit"/>, 0 or more. The larger of both holds.</summary>
    public double Floor { get; init; }

    /// <summary>The unit of <see cref="Floor"/>, in the spelling that statistics have; empty: that of the statistic as printed.</summary>
    public string FloorUnit { get; init; } = "";

    /// <summary>Reads a tolerance.</summary>
    /// <param name="text">
    /// A share, an amount, or both with a comma: <c>+5%</c>, <c>+5%,2us</c>. The sign gives the direction that is tolerated, and with it
    /// what is better: <c>+</c> a rise, so that lower is better; <c>-</c> a fall; <c>±</c> both; none: the unit decides.
    /// </param>
    /// <param name="tolerance">The tolerance.</param>
    /// <param name="error">What is wrong with the text.</param>
    public static bool TryParse(string text, out Tolerance tolerance, out string error) =>
        ToleranceText.TryParse(text, out tolerance, out error);

    /// <inheritdoc />
    public override string ToString() => ToleranceText.Format(this);
}
