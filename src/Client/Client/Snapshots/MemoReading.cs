using MobileCoin.Transactions;

namespace MobileCoin.Client;

internal static class MemoReading
{
    /// <summary>The memo; null if there is none, or one that cannot be read.</summary>
    internal static Memo? Decode(MemoPayload payload)
    {
        if (payload.Type == MemoType.Unused) return null;
        try
        {
            return Memo.Decode(payload);
        }
        catch (MemoException)
        {
            return null;
        }
    }
}
