using Beacon.Processes.Linux.Trees;

namespace Beacon.Processes.Linux.Sampling;

/// <summary>A process that can be measured.</summary>
internal interface ISampledProcess : IProcess
{
    /// <summary>Its tree; null: there is none yet, or no more. May be called on any thread.</summary>
    ProcessTree? Tree { get; }
}
