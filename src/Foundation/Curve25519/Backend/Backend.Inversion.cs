// The inverses of any number of field elements.
using MobileCoin.Curve25519.Field;
using MobileCoin.Curve25519.Group;

namespace MobileCoin.Curve25519.Backends;

internal sealed unsafe partial class Backend<TField, TOne>
{
    internal override void Invert(Span<FieldElement> elements)
    {
        const int Limbs = 5;
        for (int done = 0; done < elements.Length;)
        {
            int count = Math.Min(elements.Length - done, DoubledEncoding<TField>.MaxShared * TField.Lanes), vectors = (count + TField.Lanes - 1) / TField.Lanes;
            using var ws = Workspace.Open();
            ulong* all = ws.Take(vectors * TField.Length);
            var padded = (FieldElement*)ws.Take(vectors * TField.Lanes * Limbs);
            Pad(elements.Slice(done, count), new Span<FieldElement>(padded, vectors * TField.Lanes));
            for (int v = 0; v < vectors; v++) TField.Load(all + (v * TField.Length), (ulong*)(padded + (v * TField.Lanes)), Limbs, 0);
            LaneInversion<TField>.InvertAll(all, vectors);
            for (int v = 0; v < vectors; v++) TField.Store((ulong*)(padded + (v * TField.Lanes)), Limbs, 0, all + (v * TField.Length));
            new ReadOnlySpan<FieldElement>(padded, count).CopyTo(elements[done..]);
            done += count;
        }
    }
}
