// Labels on a canvas that do not lie over one another: the first to come keeps its room.

export class Labels {
  constructor(context, width, height) {
    Object.assign(this, { context, width, height });
    this.taken = [];
  }

  /** Keep room free for something that is drawn anyway. */
  block(x, y, width, height) {
    this.taken.push([x - width / 2, y - height / 2, x + width / 2, y + height / 2]);
  }

  /** Write a label if one of its places is free; gives its middle and width, or null. */
  write(text, x, y, { font, colour, halo, places = [[0, 0, "center"]], gap = 3 }) {
    const { context } = this;
    context.font = font;
    const width = context.measureText(text).width;
    const height = Number.parseFloat(/(\d+(\.\d+)?)px/.exec(font)[1]);
    for (const [dx, dy, align] of places) {
      const left = align === "left" ? x + dx : align === "right" ? x + dx - width : x + dx - width / 2;
      const box = [left - gap, y + dy - height / 2 - gap, left + width + gap, y + dy + height / 2 + gap];
      if (box[0] < 0 || box[1] < 0 || box[2] > this.width || box[3] > this.height) continue;
      if (this.taken.some((other) => overlap(box, other))) continue;
      this.taken.push(box);
      context.textAlign = "left";
      context.textBaseline = "middle";
      context.lineJoin = "round";
      context.lineWidth = 3.5;
      context.strokeStyle = halo;
      context.strokeText(text, left, y + dy);
      context.fillStyle = colour;
      context.fillText(text, left, y + dy);
      return [left + width / 2, y + dy, width];
    }
    return null;
  }
}

const overlap = (one, two) => one[0] < two[2] && two[0] < one[2] && one[1] < two[3] && two[1] < one[3];
