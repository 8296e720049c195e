using System.Runtime.InteropServices;

namespace MobileCoin.Oblivious.Map;

/// <summary>What one operation carries from phase to phase. Secret; lives in native memory.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct Query
{
    /// <summary>Names the record within its bucket and in the data tree; odd, so never the 0 of an empty entry.</summary>
    public ulong Tag;

    /// <summary>The index bucket of the key.</summary>
    public uint Bucket;

    /// <summary>Path on which the bucket is now, and path to which it goes.</summary>
    public uint IndexLabel;
    public uint NextIndexLabel;

    /// <summary>Path on which the record is now (none: a fresh one), and path to which it goes.</summary>
    public uint DataLabel;
    public uint NextDataLabel;
}
