// One element made ready for products with scalars that are known one after the other, as a ring signature's key image.
using MobileCoin.Curve25519.Backends;

namespace MobileCoin.Curve25519;

/// <summary>
/// Multiples of one element. Making them costs about as much as a multiplication, and a product then about a fifth of one. Constant time.
/// They lie on a stack of the thread and are wiped on disposal: dispose tables in the reverse order of their making, as <c>using</c> does.
/// </summary>
public readonly unsafe ref struct RistrettoTable
{
    private readonly Workspace _workspace;
    private readonly ulong* _words;

    /// <summary>Makes the multiples of an element.</summary>
    public RistrettoTable(in RistrettoPoint point)
    {
        _workspace = Workspace.Open();
        _words = _workspace.Take(Backend.Current.TableLength);
        Backend.Current.FillTable(_words, point.Point);
    }

    /// <summary>scalar * the element.</summary>
    public RistrettoPoint Multiply(in Scalar scalar) => new(Backend.Current.MultiplyTable(_words, scalar));

    /// <summary>Wipes the multiples.</summary>
    public void Dispose() => _workspace.Dispose();
}
