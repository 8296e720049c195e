namespace MobileCoin.Consensus;

/// <summary>Why proposals are not taken now, in upstream's words.</summary>
internal static class Admission
{
    internal const string OverCapacity = "Temporarily over capacity";
    internal const string NotServing = "Temporarily not serving requests";
}
