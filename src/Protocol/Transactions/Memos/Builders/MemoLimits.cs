// Checks that memo builders share (fact sheet ledger §4.3).
using System.Text;

namespace MobileCoin.Transactions;

internal static class MemoLimits
{
    /// <summary>The fee that builders assume until they are told.</summary>
    internal static Amount DefaultFee => new(FeeMap.DefaultMobFee, TokenId.Mob);

    /// <summary>The sum, or the error that names it.</summary>
    internal static ulong Add(ulong a, ulong b, string what) => b <= ulong.MaxValue - a ? a + b : throw NewMemoException.LimitsExceeded(what);

    /// <summary>The fee, if a memo can tell it.</summary>
    internal static ulong Fee(Amount fee) => fee.Value <= Memo.MaxFee ? fee.Value : throw NewMemoException.MaxFeeExceeded(fee.Value);

    /// <summary>The fee, if a destination memo can tell it.</summary>
    internal static ulong DestinationFee(Amount fee) => fee.Value <= Memo.MaxFee ? fee.Value : throw NewMemoException.LimitsExceeded("fee");

    /// <summary>A note, if it fits its memo.</summary>
    internal static string Note(string note, int size)
    {
        ArgumentNullException.ThrowIfNull(note);
        int length = Encoding.UTF8.GetByteCount(note);
        if (length > size) throw new NewMemoException(NewMemoError.BadInputs, $"\"a note of {length} bytes, at most {size} fit\"");
        return note;
    }
}
