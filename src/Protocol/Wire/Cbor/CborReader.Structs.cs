// Structs, enums, and items that are passed over (fact sheet consensus §2.2).
using System.Numerics;

namespace MobileCoin.Wire;

public ref partial struct CborReader
{
    /// <summary>The head of a struct, whose fields follow.</summary>
    public CborFields BeginStruct(CborStruct form)
    {
        int at = _position;
        _last = form.Name;
        ulong count = Head(CborMajor.Map, "a map");
        RequireRoom(at, count);
        Descend(at);
        return new CborFields { Form = form, Left = count };
    }

    /// <summary>Goes to the value of the next known field; passes over unknown ones.</summary>
    /// <returns>False at the end of the struct, which closes it.</returns>
    /// <exception cref="WireException">A field came twice, or a required one did not come.</exception>
    public bool TryReadField(ref CborFields fields, out int field)
    {
        CborStruct form = fields.Form;
        while (fields.Left > 0)
        {
            fields.Left--;
            int at = _position;
            field = form.Find(Utf8());
            if (field < 0)
            {
                Skip();
                continue;
            }
            _last = form.FieldName(field);
            ulong bit = 1UL << field;
            if ((fields.Seen & bit) != 0) throw Wrong(at, "the field comes twice");
            fields.Seen |= bit;
            return true;
        }
        field = -1;
        ulong missing = form.Required & ~fields.Seen;
        if (missing != 0) throw Wrong(_position, $"{form.FieldName(BitOperations.TrailingZeroCount(missing))} is missing");
        End();
        return false;
    }

    /// <summary>The variant of an enum. If it holds a value, that follows, and <see cref="End"/> closes it.</summary>
    public int BeginVariant(CborEnum form)
    {
        int at = _position;
        _last = form.Name;
        ulong length = AnyHead(out CborMajor major, out _);
        bool hasValue = major == CborMajor.Map;
        if (hasValue)
        {
            if (length != 1) throw Wrong(at, $"a variant is a map of 1 entry, not of {length}");
            Descend(at);
            length = Head(CborMajor.TextString, "a text");
        }
        else if (major != CborMajor.TextString)
        {
            throw Wrong(at, $"expected a variant, got {Name(major)}");
        }
        int variant = form.Find(Take(at, length));
        if (variant < 0) throw Wrong(at, "an unknown variant");
        bool holdsValue = variant < form.UnitsFrom;
        if (hasValue && !holdsValue) throw Wrong(at, "a variant that holds no value comes with one");
        if (!hasValue && holdsValue) throw Wrong(at, "a variant comes without its value");
        return variant;
    }

    /// <summary>Passes over an item of any kind.</summary>
    public void Skip()
    {
        Span<ulong> left = stackalloc ulong[MaxDepth + 1]; // items that are open at each depth
        int depth = 0;
        left[0] = 1;
        while (true)
        {
            while (left[depth] == 0)
            {
                if (depth-- == 0) return;
            }
            left[depth]--;
            int at = _position;
            ulong value = AnyHead(out CborMajor major, out int information);
            ulong items = 0;
            switch (major)
            {
                case CborMajor.ByteString or CborMajor.TextString: Take(at, value); break;
                case CborMajor.Array: items = value; break;
                case CborMajor.Map:
                    RequireRoom(at, value);
                    items = 2 * value;
                    break;
                case CborMajor.Tag: items = 1; break;
                case CborMajor.SimpleOrFloat when information == 24 && value < 32: throw Wrong(at, "a reserved simple value");
            }
            if (items == 0) continue;
            if (items > (ulong)(_bytes.Length - _position)) throw Wrong(at, $"{items} items cannot lie in {_bytes.Length - _position} bytes");
            if (_depth + ++depth > MaxDepth) throw Wrong(at, $"more than {MaxDepth} arrays and maps within each other");
            left[depth] = items;
        }
    }

    /// <summary>Keys and values take at least a byte each.</summary>
    private readonly void RequireRoom(int at, ulong entries)
    {
        if (entries > (ulong)(_bytes.Length - _position) / 2) throw Wrong(at, $"{entries} entries cannot lie in {_bytes.Length - _position} bytes");
    }
}
