// A trace with the nodes of paths replaced by which path they are on. Two runs over different secrets must agree in it byte for byte.
using System.Runtime.InteropServices;

namespace MobileCoin.Oblivious.Test.Trace;

internal static class NormalForm
{
    private const byte Read = 1;
    private const byte First = 2;
    private const byte Second = 3;

    /// <summary>Fails if a node is touched that is on no path shown for the operation.</summary>
    public static byte[] Of(IReadOnlyList<Event> events)
    {
        var normal = new List<byte>(events.Count * 8);
        var shown = new Dictionary<int, Paths>();
        foreach (Event e in events)
        {
            if (!shown.TryGetValue(e.Structure, out Paths? paths)) shown[e.Structure] = paths = new Paths();
            if (e.IsReveal)
            {
                normal.AddRange([0xff, (byte)e.Structure, e.IsEviction ? (byte)1 : (byte)0]);
                paths.Show(e.Node, e.IsEviction);
                continue;
            }
            normal.AddRange([(byte)e.Structure, (byte)e.Level, e.Write ? (byte)1 : (byte)0, paths.Token(e)]);
            // The stash, the spill list and the scan are not on a path: their places are public and stay as they are.
            normal.AddRange(MemoryMarshal.AsBytes<uint>([(uint)e.Line, e.Level == 0 ? e.Node : 0]));
        }
        return [.. normal];
    }

    private sealed class Paths
    {
        private uint _read;
        private uint _first;
        private uint _second;
        private bool _evicting;

        public void Show(uint label, bool eviction)
        {
            if (!eviction) _read = label;
            else (_first, _second) = (_second, label);
            _evicting = eviction;
        }

        public byte Token(Event e)
        {
            if (e.Level == 0) return 0;
            if (!_evicting && e.Node == _read >> (32 - e.Level)) return Read;
            if (_evicting && e.Node == _first >> (32 - e.Level)) return First;
            if (_evicting && e.Node == _second >> (32 - e.Level)) return Second;
            throw new InvalidOperationException($"{e} is on no path that was shown");
        }
    }
}
