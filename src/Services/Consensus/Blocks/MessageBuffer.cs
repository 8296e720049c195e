// Messages of peers until their slot comes (fact sheet consensus §4.5 step 4, §9 no. 12, 13).
using MobileCoin.Blockchain;

namespace MobileCoin.Consensus;

/// <summary>
/// Keeps messages of the current slot, of the one before, and the newest of each sender for a few later ones: a peer can fill no more than
/// its own places.
/// </summary>
internal sealed class MessageBuffer
{
    /// <summary>How many slots ahead messages are kept for.</summary>
    internal const ulong MaxAhead = 8;

    private const int MostOfOneSlot = 1000;

    private readonly List<AgreementMessage> _due = [];
    private readonly Dictionary<(NodeID Sender, ulong Slot), AgreementMessage> _later = [];

    internal int Count => _due.Count + _later.Count;

    internal void Add(AgreementMessage message, ulong currentSlot)
    {
        if (message.SlotIndex == 0 || message.SlotIndex + 1 < currentSlot || message.SlotIndex > currentSlot + MaxAhead) return;
        if (message.SlotIndex > currentSlot) _later[(message.Sender, message.SlotIndex)] = message;
        else if (_due.Count < MostOfOneSlot) _due.Add(message);
    }

    /// <summary>Takes out the messages that are due at a slot.</summary>
    internal IReadOnlyList<AgreementMessage> Take(ulong currentSlot)
    {
        foreach (((NodeID Sender, ulong Slot) key, AgreementMessage message) in _later)
        {
            // Removing what is being walked over is allowed.
            if (key.Slot <= currentSlot && _later.Remove(key) && key.Slot + 1 >= currentSlot) _due.Add(message);
        }
        AgreementMessage[] due = [.. _due.Where(m => m.SlotIndex + 1 >= currentSlot)];
        _due.Clear();
        return due;
    }
}
