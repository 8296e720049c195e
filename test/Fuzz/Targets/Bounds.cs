// What decoding may allocate, by kind of input. The factors are what the worst inputs need: empty messages in lists, two bytes of input each.
namespace MobileCoin.Fuzz.Targets;

internal static class Bounds
{
    /// <summary>The constant: exceptions with their stack traces, and tables that a type makes once.</summary>
    private const int Constant = 64 << 10;

    internal static readonly AllocationBound Wire = new(Constant, 320);

    internal static readonly AllocationBound Generated = new(Constant, 192);

    /// <summary>Each page is read into an array of its own, of 64 KiB at most, and no more pages than the file has are read.</summary>
    internal static readonly AllocationBound Pages = new(32 * Constant, 600);

    internal static readonly AllocationBound Cbor = new(Constant, 64);

    internal static readonly AllocationBound Text = new(Constant, 64);

    /// <summary>A node with a place, a parent and members for each of a file's three or four characters, and JSON of it.</summary>
    internal static readonly AllocationBound Configuration = new(Constant, 512);

    /// <summary>System.Uri's parser.</summary>
    internal static readonly AllocationBound Url = new(Constant, 160);

    /// <summary>Names of signers stand for names of signers: at most ten thousand signers in all, whatever the length.</summary>
    internal static readonly AllocationBound Tokens = new(64 << 20, 512);

    internal static readonly AllocationBound Bytes = new(Constant, 64);
}
