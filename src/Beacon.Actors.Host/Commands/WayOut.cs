using Beacon.Records.Comparing;
using Beacon.Records.History;
using Beacon.Records.Reading;
using Beacon.Reports.Exporting;

namespace Beacon.Actors.Host.Commands;

/// <summary>Which command or option helps, for what the libraries report.</summary>
internal static class WayOut
{
    public const string RebuildHistory = "; beacon runs reindex rebuilds it";

    /// <summary>The words of a comparison that name commands and options.</summary>
    public static readonly ComparisonAdvice Comparing = new()
    {
        Alternate = ", with beacon repeat N --versus FILE",
        Tolerate = path => $" with --threshold '{path}=…'",
        NameDecisive = " with --threshold",
    };

    /// <summary>The message of an exception, and what helps.</summary>
    public static string Of(Exception exception) =>
        exception.Message
        + exception switch
        {
            ComparisonException { Fault: ComparisonFault.NothingComparable } => "; --force compares them all the same",
            ComparisonException { Fault: ComparisonFault.MixedPlans } => "; name runs of one plan, or compare all of them with --force",
            ComparisonException { Fault: ComparisonFault.NoEarlierRuns } =>
                "; make some with beacon repeat, or name another baseline with --against",
            ComparisonException { Fault: ComparisonFault.NotABaseline } => "; beacon runs export --baseline FILE makes one",
            NoSuchRunException { Fault: SelectorFault.NoRecords } =>
                "; make one with beacon run, or name another folder with --results DIR",
            NoSuchRunException { Fault: SelectorFault.UnknownId } =>
                "; beacon runs list shows all, and last, last~2 and last:3 count from the end",
            NoSuchRunException { Fault: SelectorFault.UnknownLabel } =>
                "; beacon runs list shows the labels, and --label of run, up and repeat gives one",
            HistoryException { IsLocked: false } => RebuildHistory,
            _ => "",
        };
}
